using BenchmarkDotNet.Attributes;
using Moe.Dsl;

namespace Moe.CpuBench.Loops;

/// <summary>gate / (1 + exp(-gate)) * up.</summary>
[BenchmarkCategory("SwiGlu")]
public class SwiGlu : BesideLoop
{
    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Loop() => Loop(X, Y, Result);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => Stream.Launch(TimedKernels.Kernels.SwiGlu(DeviceX, DeviceY, DeviceResult), LaunchGrid.Cover(Length, 256));

    private static void Loop(float[] gate, float[] up, float[] result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
    }
}
