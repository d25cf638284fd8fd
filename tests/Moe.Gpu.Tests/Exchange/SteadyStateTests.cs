using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Gpu.Tests.Devices;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange;

/// <summary>Sizes seen before allocate nothing: not on the device, and not on the managed heap.</summary>
[TestClass]
public sealed class SteadyStateTests
{
    private const int WarmUps = 3;
    private const int Windows = 20;
    private const int RoundsOfWindow = 20;

    [TestMethod]
    [DataRow(ExpertLayout.ByRank, 1)]
    [DataRow(ExpertLayout.ByRank, 2)]
    [DataRow(ExpertLayout.ByExpert, 1)]
    [DataRow(ExpertLayout.ByExpert, 2)]
    public void Sizes_seen_before_allocate_nothing(ExpertLayout layout, int ranks)
    {
        using var group = RankGroup.SharedGpus(ranks);
        AllocatesNothing(group, layout);
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank, 1)]
    [DataRow(ExpertLayout.ByRank, 2)]
    [DataRow(ExpertLayout.ByExpert, 1)]
    [DataRow(ExpertLayout.ByExpert, 2)]
    public void Sizes_seen_before_allocate_nothing_where_NCCL_joins_the_ranks(ExpertLayout layout, int ranks)
    {
        using var group = Gpus.Joined(ranks);
        AllocatesNothing(group, layout);
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

    private static void AllocatesNothing(RankGroup group, ExpertLayout layout)
    {
        var setup = new ExchangeSetup
        {
            Ranks = group.Size,
            Experts = 8,
            TopK = 2,
            Hidden = 64,
            Layout = layout,
            Alignment = 4,
        };
        var seen = group.Run(rank =>
        {
            var device = (CudaDevice)rank.Device;
            using var rounds = new SteadyRounds(rank, setup, tokens: 100);
            rounds.Run(WarmUps);
            long ofDevice = device.Allocations;
            long ofThread = GC.GetAllocatedBytesForCurrentThread();
            long leastOfProcess = long.MaxValue;
            for (int window = 0; window < Windows; window++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                rounds.Run(RoundsOfWindow);
                leastOfProcess = Math.Min(leastOfProcess, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            return (
                OfDevice: device.Allocations - ofDevice,
                OfThread: GC.GetAllocatedBytesForCurrentThread() - ofThread,
                LeastOfProcess: leastOfProcess);
        });
        foreach (var (ofDevice, ofThread, leastOfProcess) in seen)
        {
            Assert.AreEqual(0, ofDevice, "allocations on the device");
            Assert.AreEqual(0, ofThread, "managed bytes on the rank's thread");

            // The test platform's threads allocate now and then; what rounds allocate, they do in every window.
            Assert.AreEqual(0, leastOfProcess, "managed bytes on all threads");
        }
    }
}
