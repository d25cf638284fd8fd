using System.Collections.Concurrent;
using System.Diagnostics;
using Moe.Conformance.Routings;

namespace Moe.Runtime.Tests.Diagnostics;

[TestClass]
public sealed class ExchangeActivityTests
{
    [TestMethod]
    public void Each_call_is_an_activity_within_the_one_that_called()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped.Enqueue);
        using var outer = new Activity("outer").Start();

        SmallExchange.Run(rounds: 2);

        var ofRank = stopped.Where(activity => Equals(activity.GetTagItem("moe.rank"), 1)).ToArray();
        CollectionAssert.AreEqual(
            new[] { "moe plan", "moe dispatch", "moe combine", "moe dispatch", "moe combine" },
            ofRank.Select(activity => activity.OperationName).ToArray());
        Assert.IsTrue(ofRank.All(activity => activity.ParentId == outer.Id && activity.Status == ActivityStatusCode.Unset));
        var dispatch = ofRank[1];
        Assert.AreEqual(2, dispatch.GetTagItem("moe.exchange.ranks"));
        Assert.AreEqual(1, dispatch.GetTagItem("moe.exchange.plan"));
        Assert.AreEqual(2L, dispatch.GetTagItem("moe.exchange.rows.sent"));
        Assert.AreEqual(2L, dispatch.GetTagItem("moe.exchange.rows.received"));
        Assert.AreEqual(3, ofRank[0].GetTagItem("moe.exchange.tokens"));
    }

    [TestMethod]
    public void A_call_that_fails_is_an_activity_in_error()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped.Enqueue);
        using var group = RankGroup.Cpu(1);

        Assert.ThrowsExactly<RoutingException>(() => group.Run(rank =>
        {
            using var ids = rank.Device.CopyOfRows<int>([9], width: 1);
            using var weights = rank.Device.CopyOfRows<float>([1], width: 1);
            using var x = rank.Device.AllocateRows<float>(1, width: 1);
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 1 });
            using var plan = exchange.CreatePlan(ids, weights);
            using var tokens = exchange.Dispatch(plan, x);
        }));

        CollectionAssert.AreEqual(
            new[] { ("moe plan", ActivityStatusCode.Unset), ("moe dispatch", ActivityStatusCode.Error) },
            stopped.Select(activity => (activity.OperationName, activity.Status)).ToArray());
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MoeTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
