using Moe.Conformance.Routings;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>Ranks that make different calls, though their bytes would fit.</summary>
[TestClass]
public sealed class CallOrderTests
{
    private const int Hidden = 4;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void A_rank_that_combines_where_the_other_dispatches_is_an_error_on_both(int combines)
    {
        using var group = RankGroup.Cpu(2);
        var seen = new Exception?[2];
        var error = Assert.ThrowsExactly<RankMismatchException>(() => group.Run(rank =>
        {
            using var exchange = Make(rank);
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [1 - rank.Index], [1f]);
            using var x = rank.Device.AllocateRows<float>(1, Hidden);
            using var y = rank.Device.AllocateRows<float>(1, Hidden);
            using var first = exchange.Dispatch(plan, x);
            seen[rank.Index] = Assert.ThrowsExactly<RankMismatchException>(() =>
            {
                if (rank.Index == combines)
                    exchange.Combine(plan, first.Rows, y);
                else
                    exchange.Dispatch(plan, x).Dispose();
            });
            throw seen[rank.Index]!;
        }));

        StringAssert.Matches(error.Message, new($"ank {combines} (is )?at step 'plan 1: combine'"));
        StringAssert.Matches(error.Message, new($"ank {1 - combines} (is )?at step 'plan 1: dispatch'"));
        foreach (var each in seen)
            Assert.AreEqual(error.Message, each!.Message);

        group.Run(rank =>
        {
            using var exchange = Make(rank);
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [1 - rank.Index], [1f]);
            Assert.AreEqual(1, plan.Counts.Pairs);
        });
    }

    private static ExpertExchange<PlainBlockRouting, float> Make(Rank rank)
        => new(rank, new PlainBlockRouting(1), new ExchangeOptions { Experts = 2, TopK = 1, Hidden = Hidden });
}
