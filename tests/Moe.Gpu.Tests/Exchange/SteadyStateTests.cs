using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Gpu.Tests.Devices;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange;

[TestClass]
public sealed class SteadyStateTests
{
    private const int Rounds = 50;

    [TestMethod]
    [DataRow(ExpertLayout.ByRank, 1)]
    [DataRow(ExpertLayout.ByRank, 2)]
    [DataRow(ExpertLayout.ByExpert, 1)]
    [DataRow(ExpertLayout.ByExpert, 2)]
    public void Sizes_seen_before_allocate_nothing(ExpertLayout layout, int ranks)
    {
        var setup = new ExchangeSetup { Ranks = ranks, Experts = 8, TopK = 2, Hidden = 64, Layout = layout };
        using var group = RankGroup.SharedGpus(ranks);
        var results = group.Run(rank =>
        {
            var device = (CudaDevice)rank.Device;
            var batch = new Draw(rank.Index).Batch<BFloat16>(setup, tokens: 100);
            using var exchange = new ExpertExchange<PlainBlockRouting, BFloat16>(
                rank, new PlainBlockRouting(8 / ranks), setup.OptionsOf(rank.Index));
            using var ids = device.CopyOfRows<long>(batch.Experts, setup.TopK);
            using var weights = device.CopyOfRows<float>(batch.Weights, setup.TopK);
            using var x = device.CopyOfRows<BFloat16>(batch.X, setup.Hidden);
            using var y = device.AllocateRows<BFloat16>(batch.Tokens, setup.Hidden);
            Exchange(3);
            long allocations = device.Allocations;
            long managed = GC.GetAllocatedBytesForCurrentThread();
            Exchange(Rounds);
            return (Device: device.Allocations - allocations,
                Managed: GC.GetAllocatedBytesForCurrentThread() - managed);

            void Exchange(int rounds)
            {
                for (int i = 0; i < rounds; i++)
                {
                    using var plan = exchange.CreatePlan(ids, weights);
                    using var tokens = exchange.Dispatch(plan, x);
                    exchange.Combine(plan, tokens.Rows, y);
                }

                rank.Stream.Synchronize();
            }
        });
        foreach (var (allocations, managed) in results)
        {
            Assert.AreEqual(0, allocations);
            Assert.AreEqual(0, managed, "managed bytes");
        }
    }

    [TestMethod]
    public void Counts_do_not_wait_for_what_was_enqueued_after_the_plan()
    {
        using var group = RankGroup.SharedGpus(1);
        group.Run(rank =>
        {
            var options = new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 4 };
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), options);
            using var gate = new Devices.Gate(rank.Device);
            using var ids = rank.Device.CopyOfRows<int>([0, 1, 1], 1);
            using var weights = rank.Device.CopyOfRows<float>([1, 1, 1], 1);
            using var after = rank.Device.CreateEvent();
            using var plan = exchange.CreatePlan(ids, weights);
            gate.Hold(rank.Stream);
            rank.Stream.Record(after);

            CollectionAssert.AreEqual(new[] { 1, 2 }, plan.Counts.TokensPerExpert.ToArray());
            Assert.IsFalse(after.IsDone);
        });
    }
}
