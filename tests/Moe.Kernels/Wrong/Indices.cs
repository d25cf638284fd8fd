using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels that leave their memory. The line that does is marked.</summary>
public static partial class Indices
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(OffByOne), Kind.Index, Finder.CpuDevice, (s, x, y) => s.Launch(Kernels.OffByOne(x, y), new LaunchGrid(3, 128))),
        new(nameof(MoreThreadsThanElements), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.MoreThreadsThanElements(x, y), new LaunchGrid(3, 100))),
        new(nameof(NeighbourBelow), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.NeighbourBelow(x, y), new LaunchGrid(2, 128))),
        new(nameof(NegativeRemainder), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.NegativeRemainder(x, y), new LaunchGrid(2, 128))),
        new(nameof(SliceBeyondTheEnd), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.SliceBeyondTheEnd(x, y), new LaunchGrid(1, 32))),
        new(nameof(TooFewSlots), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.TooFewSlots(x, y), new LaunchGrid(1, 160))),
        new(nameof(CopyOfAnotherLength), Kind.Index, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.CopyOfAnotherLength(x, y), new LaunchGrid(1, 64))),
    ];

    /// <summary>The test lets one thread too many through.</summary>
    [Kernel]
    public static void OffByOne(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i <= y.Length)
            y[i] = x[i]; // wrong
    }

    /// <summary>The grid covers more than the array, and nothing tests.</summary>
    [Kernel]
    public static void MoreThreadsThanElements(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = x[i]; // wrong
    }

    /// <summary>The first thread has no neighbour below.</summary>
    [Kernel]
    public static void NeighbourBelow(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = x[i] - x[i - 1]; // wrong
    }

    /// <summary>The remainder of a negative number is negative.</summary>
    [Kernel]
    public static void NegativeRemainder(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = x[(i - 5) % x.Length]; // wrong
    }

    /// <summary>A slice begins inside and ends outside.</summary>
    [Kernel]
    public static void SliceBeyondTheEnd(ReadOnlySpan<int> x, Span<int> y)
    {
        ReadOnlySpan<int> tail = x.Slice(ThreadIdx.X * 8, 16); // wrong
        y[ThreadIdx.X] = tail[0];
    }

    /// <summary>A slot for each of four warps, but there are five.</summary>
    [Kernel]
    public static void TooFewSlots(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> sums = Shared.Span<int>(4);
        int sum = Warp.Sum(x[ThreadIdx.X]);
        if (Warp.Lane == 0)
            sums[Warp.Index] = sum; // wrong
        Block.Sync();
        y[ThreadIdx.X] = sums[0];
    }

    /// <summary>Whole rows are copied into a part.</summary>
    [Kernel]
    public static void CopyOfAnotherLength(ReadOnlySpan<int> x, Span<int> y)
    {
        Block.Copy(x, y.Slice(1)); // wrong
    }
}
