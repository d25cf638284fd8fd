using BenchmarkDotNet.Attributes;
using Moe.Dsl;

namespace Moe.CpuBench.Loops;

/// <summary>y = a x + y.</summary>
[BenchmarkCategory("a x + y")]
public class Axpy : BesideLoop
{
    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Loop() => Loop(X, Result);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => Stream.Launch(TimedKernels.Kernels.Axpy(0.5f, DeviceX, DeviceResult), LaunchGrid.Cover(Length, 256));

    private static void Loop(float[] x, float[] y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = 0.5f * x[i] + y[i];
    }
}
