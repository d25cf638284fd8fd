using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Moe.Runtime.Tests.Diagnostics;

[TestClass]
public sealed class ExchangeLogTests
{
    [TestMethod]
    public void An_exchange_says_what_it_is_and_each_plan_what_it_counted()
    {
        var provider = new FakeLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(provider).SetMinimumLevel(LogLevel.Debug));

        SmallExchange.Run(loggers: loggers);

        var ofRank = provider.Collector.GetSnapshot()
            .Where(record => record.Message.StartsWith("Rank 0", StringComparison.Ordinal)).ToArray();
        Assert.HasCount(2, ofRank);
        Assert.AreEqual("Moe.Runtime.ExpertExchange", ofRank[0].Category);
        Assert.AreEqual(LogLevel.Information, ofRank[0].Level);
        StringAssert.StartsWith(
            ofRank[0].Message,
            "Rank 0 of 2: an exchange of 6 experts, top 2, rows of 4 Single ByExpert, routed by "
            + "Moe.Conformance.Routings.PlainBlockRouting. ");
        Assert.AreEqual(LogLevel.Debug, ofRank[1].Level);
        Assert.AreEqual(
            "Rank 0: plan 1 of 3 tokens sends 2 rows to other ranks and receives 2; 6 choices for 3 experts here, 2 for the "
            + "one with the most. Of its own choices 1 were masked and 0 dropped.",
            ofRank[1].Message);
    }
}
