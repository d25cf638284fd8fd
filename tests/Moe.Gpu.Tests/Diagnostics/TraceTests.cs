using Moe.Conformance.Routings;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Diagnostics;

[TestClass]
public sealed class TraceTests
{
    private const int Rounds = 5;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Every_stage_is_timed_on_the_GPU_once_the_exchange_is_disposed(int ranks)
    {
        using var trace = ExchangeTrace.Record();
        using (var group = Gpus.Joined(ranks))
            group.Run(Exchange);

        var recorded = trace.ToDocument().Exchanges;
        Assert.HasCount(ranks, recorded);
        foreach (var exchange in recorded)
        {
            StringAssert.StartsWith(exchange.Device, "GPU ");
            Assert.HasCount(3 * Rounds, exchange.Steps);
            foreach (var step in exchange.Steps)
            {
                string[] expected = step.Step switch
                {
                    "plan" => ["count", "headers"],
                    "dispatch" => ["pack", "counts", "send", "arrange"],
                    _ => ["weigh", "send_back", "sum"],
                };
                CollectionAssert.AreEqual(expected, step.Stages.Select(stage => stage.Stage).ToArray());
                Assert.IsTrue(step.Stages.All(stage => stage.Seconds >= 0));
                Assert.IsGreaterThan(0, step.Stages.Sum(stage => stage.Seconds), step.Step);
            }
        }
    }

    private static void Exchange(Rank rank)
    {
        const int tokens = 64, hidden = 256;
        var device = rank.Device;
        using var ids = device.CopyOfRows<int>([.. Enumerable.Range(0, 2 * tokens).Select(item => item % 4)], width: 2);
        using var weights = device.CopyOfRows<float>([.. Enumerable.Repeat(0.5f, 2 * tokens)], width: 2);
        using var x = device.CopyOfRows<float>(new float[tokens * hidden], hidden);
        using var exchange = new ExpertExchange<PlainBlockRouting, float>(
            rank, new PlainBlockRouting(4 / rank.Size),
            new ExchangeOptions { Experts = 4, TopK = 2, Hidden = hidden, Layout = ExpertLayout.ByExpert });
        for (int round = 0; round < Rounds; round++)
        {
            using var plan = exchange.CreatePlan(ids, weights);
            using var arrived = exchange.Dispatch(plan, x);
            exchange.Combine(plan, arrived.Rows, x);
        }
    }
}
