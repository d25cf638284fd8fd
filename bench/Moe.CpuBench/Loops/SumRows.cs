using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Loops;

/// <summary>A thread sums a row.</summary>
[BenchmarkCategory("sums of rows")]
public class SumRows : BesideLoop
{
    private const int Width = 1024;
    private const int Rows = Length / Width;

    private readonly DeviceRows<float> _rows;
    private readonly DeviceArray<float> _sums;

    /// <summary>Takes the first array as rows, and the beginning of the last for their sums.</summary>
    public SumRows()
    {
        _rows = DeviceRows<float>.Wrap(Device, DeviceX.Pointer, Rows, Width);
        _sums = DeviceResult.Slice(0, Rows);
    }

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Loop() => Loop(X, Result);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => Stream.Launch(TimedKernels.Kernels.SumRows(_rows, _sums), LaunchGrid.Cover(Rows, 256));

    private static void Loop(float[] x, float[] sums)
    {
        for (int row = 0; row < Rows; row++)
        {
            float sum = 0f;
            for (int i = 0; i < Width; i++)
                sum += x[row * Width + i];
            sums[row] = sum;
        }
    }
}
