using App;
using Moe.Dsl;
using Moe.Runtime;

namespace QuickStart.Tests.Docs;

/// <summary>The page's tests of a routing.</summary>
[TestClass]
public sealed class TableRoutingTests
{
    [TestMethod]
    public void An_expert_goes_where_the_tables_say()
    {
        using var device = new CpuDevice();
        using var rankOf = device.CopyOf<int>([1, 0, -1]);
        using var slotOf = device.CopyOf<int>([0, 4, 0]);
        var routing = new TableRouting(rankOf, slotOf);

        Assert.AreEqual(new Destination(1, 0), routing.Route(new Assignment(Token: 7, Choice: 0, Expert: 0, Weight: 1f)));
        Assert.AreEqual(new Destination(0, 4), routing.Route(new Assignment(Token: 7, Choice: 1, Expert: 1, Weight: 0f)));
        Assert.AreEqual(Destination.Dropped, routing.Route(new Assignment(Token: 7, Choice: 2, Expert: 2, Weight: 1f)));
    }

    [TestMethod]
    public void A_slot_that_a_rank_does_not_have_is_named()
    {
        using var group = RankGroup.Cpu(ranks: 2);
        var errors = group.Run(rank =>
        {
            using var rankOf = rank.Device.CopyOf<int>([0, 1]);
            using var slotOf = rank.Device.CopyOf<int>([0, 1]); // counted over all ranks: wrong
            using var topkIndices = rank.Device.CopyOfRows<int>([0, 1], width: 1);
            using var topkWeights = rank.Device.CopyOfRows<float>([1f, 1f], width: 1);
            using var exchange = new ExpertExchange<TableRouting, float>(
                rank, new TableRouting(rankOf, slotOf), new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 1 });
            using var plan = exchange.CreatePlan(topkIndices, topkWeights);
            return Assert.ThrowsExactly<RoutingException>(() => plan.Counts).Message;
        });

        Assert.AreEqual(
            "Rank 0, token 1, choice 0: the routing sent expert 1 to expert 1 of rank 1, which has 1, its LocalExperts. "
            + "A destination's expert counts from 0 on its rank.",
            errors[1]);
    }
}
