using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>Kernels that show how a launch arrives.</summary>
internal static partial class Probes
{
    /// <summary>Writes something of every argument. One block takes a row.</summary>
    [Kernel]
    public static void Everything<T>(
        ReadOnlySpan<int> ids,
        Affine affine,
        bool add,
        ReadOnlyRows<T> rows,
        short step,
        Lookup lookup,
        [Specialize] int width,
        Rows<double> result,
        [Specialize] bool twice,
        Span<long> sums,
        float last)
        where T : unmanaged
    {
        int row = BlockIdx.X;
        for (int i = ThreadIdx.X; i < width; i += BlockDim.X)
        {
            double value = Element.ToSingle(rows[row][i]) * affine.Scale + affine.Offset + (i << affine.Shift);
            result[row][i] = (affine.Negate ? -value : value) * (twice ? 2 : 1);
        }

        if (ThreadIdx.X == 0)
        {
            int entry = lookup.Side == Side.Front ? row : lookup.Table.Length - 1 - row;
            long sum = ids[row] + (long)step * 1000 + lookup.Table[entry] * 1000000L;
            sums[row] = add ? sum + (long)last : sum;
        }
    }

    /// <summary>Writes each thread's place in the grid.</summary>
    [Kernel]
    public static void Places(Span<int> places)
    {
        int block = (BlockIdx.Z * GridDim.Y + BlockIdx.Y) * GridDim.X + BlockIdx.X;
        int thread = (ThreadIdx.Z * BlockDim.Y + ThreadIdx.Y) * BlockDim.X + ThreadIdx.X;
        places[block * BlockDim.X * BlockDim.Y * BlockDim.Z + thread] = block * 1000 + thread;
    }

    /// <summary>Adds one to the first value.</summary>
    [Kernel]
    public static void Increment(Span<int> values) => Atomic.Add(ref values[0], 1);

    /// <summary>Has nothing to write, and nothing to be told.</summary>
    [Kernel]
    public static void Nothing()
    {
    }

    /// <summary>
    /// Waits until another stream makes the gate other than 0: for seconds at most, so that a failed test ends.
    /// </summary>
    [Kernel(MaxThreads = 1)]
    public static void Hold(Span<int> gate)
    {
        for (int i = 0; i < 4000000; i++)
        {
            if (Atomic.Max(ref gate[0], 0) != 0)
                return;
        }
    }

    /// <summary>Writes where nothing is.</summary>
    [Kernel(MaxThreads = 1)]
    public static void Stray(Span<int> values) => values[0] = 1;
}
