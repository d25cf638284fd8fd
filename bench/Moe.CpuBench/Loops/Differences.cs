using BenchmarkDotNet.Attributes;
using Moe.Dsl;

namespace Moe.CpuBench.Loops;

/// <summary>The difference of two neighbours: an index that can be outside where the thread's own is not.</summary>
[BenchmarkCategory("differences")]
public class Differences : BesideLoop
{
    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Loop() => Loop(X, Result);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => Stream.Launch(TimedKernels.Kernels.Differences(DeviceX, DeviceResult), LaunchGrid.Cover(Length, 256));

    private static void Loop(float[] x, float[] result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = i + 1 < x.Length ? x[i + 1] - x[i] : 0f;
    }
}
