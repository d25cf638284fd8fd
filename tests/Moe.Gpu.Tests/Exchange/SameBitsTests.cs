using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange;

/// <summary>The CPU device and GPUs give the same bits, over a few hundred cases drawn from seeds.</summary>
[TestClass]
public sealed class SameBitsTests
{
    private const int CasesForEach = 40;

    [TestMethod]
    [DataRow(1, ExpertLayout.ByRank)]
    [DataRow(1, ExpertLayout.ByExpert)]
    [DataRow(2, ExpertLayout.ByRank)]
    [DataRow(2, ExpertLayout.ByExpert)]
    [DataRow(3, ExpertLayout.ByRank)]
    [DataRow(3, ExpertLayout.ByExpert)]
    public void Drawn_cases_are_the_same_on_CPU_and_GPU(int ranks, ExpertLayout layout)
    {
        using var gpus = RankGroup.SharedGpus(ranks);
        CompareDrawn(gpus, layout);
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void Drawn_cases_are_the_same_on_CPU_and_GPUs_joined_by_NCCL(ExpertLayout layout)
    {
        if (CudaDevice.Count < 2)
            Assert.Inconclusive("NCCL joins GPUs, and there is one.");
        using var gpus = RankGroup.Gpus();
        CompareDrawn(gpus, layout);
    }

    private static void CompareDrawn(RankGroup gpus, ExpertLayout layout)
    {
        int ranks = gpus.Size;
        using var cpus = RankGroup.Cpu(ranks);
        for (int i = 0; i < CasesForEach; i++)
        {
            int seed = (ranks * 1000) + i;
            Compare<float>(cpus, gpus, layout, seed);
            Compare<Half>(cpus, gpus, layout, seed);
            Compare<BFloat16>(cpus, gpus, layout, seed);
        }
    }

    private static void Compare<T>(RankGroup cpus, RankGroup gpus, ExpertLayout layout, int seed)
        where T : unmanaged
    {
        // Few values of K and of experts a rank: they are constants that kernels are compiled for.
        var draw = new Draw(seed);
        int expertsPerRank = draw.OneOf(4, 9);
        var setup = new ExchangeSetup
        {
            Ranks = cpus.Size,
            Experts = expertsPerRank * cpus.Size,
            TopK = draw.OneOf(1, 3, 4),
            Hidden = draw.OneOf(1, 3, 8, 33, 64, 300),
            Layout = layout,
            Alignment = draw.OneOf(1, 3, 16),
        };
        double masked = draw.OneOf(0, 0.1, 0.6);
        var batches = Enumerable.Range(0, setup.Ranks)
            .Select(_ => draw.Batch<T>(setup, draw.Between(0, 80), masked))
            .ToArray();
        var trial = new Trial<T>(setup, batches) { LongIds = draw.Chance(0.5), PoisonPool = draw.Chance(0.5) };
        var routing = RoutingModels.PlainBlock(expertsPerRank);
        var oracle = new ExchangeOracle<T>(setup, batches, routing.Route, routing.Weigh);
        var answers = Enumerable.Range(0, setup.Ranks)
            .Select(rank => draw.Answers(setup, oracle.Dispatch(rank)))
            .ToArray();

        var expected = trial.Run(cpus, routing.Create, answers);
        var actual = trial.Run(gpus, routing.Create, answers);
        for (int rank = 0; rank < setup.Ranks; rank++)
        {
            string where = $"{typeof(T).Name}, {setup}, seed {seed}, rank {rank}: ";
            Expect.Same(expected[rank].Received, actual[rank].Received, where);
            Expect.SameBits<T>(expected[rank].Combined, actual[rank].Combined, $"{where}combined");
        }
    }
}
