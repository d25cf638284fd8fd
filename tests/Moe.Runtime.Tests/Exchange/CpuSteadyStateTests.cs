using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>
/// CPU ranks allocate nothing that grows. Kernels whose threads wait for one another allocate as they run; that is the
/// same for every round, and is gone after it.
/// </summary>
[TestClass]
public sealed class CpuSteadyStateTests
{
    private const int WarmUps = 5;
    private const int Windows = 12;
    private const int RoundsOfWindow = 30;

    [TestMethod]
    [DataRow(ExpertLayout.ByRank, 1)]
    [DataRow(ExpertLayout.ByRank, 3)]
    [DataRow(ExpertLayout.ByExpert, 1)]
    [DataRow(ExpertLayout.ByExpert, 3)]
    public void Later_rounds_allocate_no_more_than_earlier_ones_and_leave_nothing(ExpertLayout layout, int ranks)
    {
        var setup = new ExchangeSetup
        {
            Ranks = ranks,
            Experts = 6,
            TopK = 2,
            Hidden = 3,
            Layout = layout,
            Alignment = 4,
        };
        using var group = RankGroup.Cpu(ranks);
        var seen = group.Run(rank =>
        {
            using var rounds = new SteadyRounds(rank, setup, tokens: 40);
            rounds.Run(WarmUps);
            var allocated = new long[Windows];
            long leastGrowth = long.MaxValue;
            for (int window = 0; window < Windows; window++)
            {
                long kept = GC.GetTotalMemory(forceFullCollection: true);
                long before = GC.GetAllocatedBytesForCurrentThread();
                rounds.Run(RoundsOfWindow);
                allocated[window] = GC.GetAllocatedBytesForCurrentThread() - before;
                leastGrowth = Math.Min(leastGrowth, GC.GetTotalMemory(forceFullCollection: true) - kept);
            }

            return (Allocated: allocated, LeastGrowth: leastGrowth);
        });
        foreach (var (allocated, leastGrowth) in seen)
        {
            Assert.IsTrue(allocated.All(bytes => bytes <= allocated[0]), string.Join(", ", allocated));

            // Other threads keep things too, now and then; what rounds keep, they keep in every window.
            Assert.IsLessThan(RoundsOfWindow * nint.Size, leastGrowth);
        }
    }
}
