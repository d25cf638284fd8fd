using Moe.Conformance.Routings;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>What an exchange is ordered on.</summary>
[TestClass]
public sealed class StreamTests
{
    [TestMethod]
    public void A_stream_that_is_handed_in_is_used_and_no_other()
    {
        using var group = RankGroup.Cpu(1);
        group.Run(rank =>
        {
            var stream = rank.Device.CreateStream();
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank,
                new PlainBlockRouting(2),
                new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 1, Stream = stream });
            using var indices = rank.Device.CopyOfRows<int>([1], width: 1);
            using var weights = rank.Device.CopyOfRows<float>([1], width: 1);

            stream.Dispose();

            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(indices, weights));
        });
    }
}
