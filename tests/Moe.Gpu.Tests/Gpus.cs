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

    /// <summary>
    /// Ranks joined by NCCL where each can have a GPU of its own, else ranks that share GPUs and copy.
    /// </summary>
    public static RankGroup CreateGroup(int ranks)
        => ranks > 1 && ranks <= CudaDevice.Count ? RankGroup.Gpus(ranks) : RankGroup.SharedGpus(ranks);

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
