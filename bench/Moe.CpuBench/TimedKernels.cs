using Moe.Dsl;

namespace Moe.CpuBench;

/// <summary>What is timed.</summary>
public static partial class TimedKernels
{
    /// <summary>y = a x + y.</summary>
    [Kernel]
    public static void Axpy(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < y.Length)
            y[i] = a * x[i] + y[i];
    }

    /// <summary>gate / (1 + exp(-gate)) * up.</summary>
    [Kernel]
    public static void SwiGlu(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < result.Length)
            result[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
    }

    /// <summary>x[i + 1] - x[i], and zero behind the last.</summary>
    [Kernel]
    public static void Differences(ReadOnlySpan<float> x, Span<float> result)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < result.Length)
            result[i] = i + 1 < x.Length ? x[i + 1] - x[i] : 0f;
    }

    /// <summary>A thread sums a row.</summary>
    [Kernel]
    public static void SumRows(ReadOnlyRows<float> rows, Span<float> sums)
    {
        int row = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (row >= sums.Length)
            return;
        float sum = 0f;
        ReadOnlySpan<float> values = rows[row];
        for (int i = 0; i < values.Length; i++)
            sum += values[i];
        sums[row] = sum;
    }

    /// <summary>Blocks of 256 sum in shared memory, through eleven barriers.</summary>
    [Kernel(MaxThreads = 256)]
    public static void BlockSum(ReadOnlySpan<int> x, Span<int> sums)
    {
        Span<int> partial = Shared.Span<int>(256);
        int t = ThreadIdx.X;
        partial[t] = x[BlockIdx.X * BlockDim.X + t];
        Block.Sync();
        for (int width = 128; width > 0; width /= 2)
        {
            if (t < width)
                partial[t] += partial[t + width];
            Block.Sync();
        }

        int total = partial[0];
        Block.Sync();
        partial[t] = total - t;
        Block.Sync();
        if (t == 0)
            sums[BlockIdx.X] = partial[0];
    }
}
