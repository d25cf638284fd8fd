using Moe.Runtime;

namespace Moe.Gpu.Tests;

/// <summary>
/// The GPUs that the tests run on. Where there is none each test is inconclusive, or failed where
/// <c>MOE_REQUIRE_GPU</c> is 1.
/// </summary>
[TestClass]
public static class Gpus
{
    private static CudaDevice[] s_open = [];

    /// <summary>R of tests that want several ranks joined by NCCL: 3, or 2 where there are no more GPUs.</summary>
    public static int SeveralJoined => Math.Clamp(CudaDevice.Count, 2, 3);

    /// <summary>Ranks that NCCL joins, each with a GPU of its own.</summary>
    public static RankGroup Joined(int ranks) => RankGroup.GpusJoinedByNccl(Enough(ranks));

    /// <summary>
    /// Has a test be inconclusive where ranks cannot have a GPU each, whatever <c>MOE_REQUIRE_GPU</c> says: no machine
    /// has enough for every test.
    /// </summary>
    /// <returns>How many ranks there are.</returns>
    public static int Enough(int ranks)
    {
        if (ranks > CudaDevice.Count)
            Assert.Inconclusive($"NCCL joins {ranks} ranks on as many GPUs, and there are {CudaDevice.Count}.");
        return ranks;
    }

    // Kept open from the first test to the last, so that not every test opens GPUs and loads kernels anew.
    [AssemblyInitialize]
    public static void Open(TestContext context)
    {
        if (CudaDevice.WhyNone is { } reason)
        {
            if (Environment.GetEnvironmentVariable("MOE_REQUIRE_GPU") == "1")
                Assert.Fail(reason);
            Assert.Inconclusive(reason);
        }

        s_open = [.. Enumerable.Range(0, CudaDevice.Count).Select(ordinal => new CudaDevice(ordinal))];
        foreach (var gpu in s_open)
            Console.WriteLine($"{gpu.Name}, {gpu.Architecture}, {gpu.Multiprocessors} multiprocessors, {gpu.Uuid}");
    }

    [AssemblyCleanup]
    public static void Close()
    {
        foreach (var gpu in s_open)
            gpu.Dispose();
    }
}
