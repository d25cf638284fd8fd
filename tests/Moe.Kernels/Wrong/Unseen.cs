using Moe.Dsl;

namespace Moe.Kernels;

/// <summary>Kernels whose mistake neither a diagnostic nor the CPU device finds: docs/limitations.md says why.</summary>
public static partial class Unseen
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(RaceThroughAReference), null, Finder.Nobody,
            (s, x, y) => s.Launch(Kernels.RaceThroughAReference(x, y), new LaunchGrid(2, 128))),
        new(nameof(UnwrittenDeviceMemory), null, Finder.Nobody,
            (s, _, y) =>
            {
                using var z = s.Device.Allocate<int>(KernelCase.Length);
                s.Launch(Kernels.UnwrittenDeviceMemory(z, y), new LaunchGrid(2, 128));
                s.Synchronize();
            }),
        new(nameof(UnsignedWrap), null, Finder.Nobody,
            (s, x, y) => s.Launch(Kernels.UnsignedWrap(x, y), new LaunchGrid(2, 128))),
        new(nameof(AnotherBlockSizeAssumed), null, Finder.Nobody,
            (s, x, y) => s.Launch(Kernels.AnotherBlockSizeAssumed(x, y), new LaunchGrid(4, 64))),
        new(nameof(SumThatDependsOnOrder), null, Finder.Nobody,
            (s, x, y) => s.Launch(Kernels.SumThatDependsOnOrder(x, y), new LaunchGrid(2, 128))),
        new(nameof(PlaceThatDependsOnOrder), null, Finder.Nobody,
            (s, x, y) => s.Launch(Kernels.PlaceThatDependsOnOrder(x, y), new LaunchGrid(2, 64))),
    ];

    /// <summary>An element is handed on by reference, and what becomes of it is not watched.</summary>
    [Kernel]
    public static void RaceThroughAReference(ReadOnlySpan<int> x, Span<int> y)
    {
        Increment(ref y[x[BlockIdx.X * BlockDim.X + ThreadIdx.X]]);
    }

    /// <summary>Adds one.</summary>
    [Device]
    public static void Increment(ref int value) => value++;

    /// <summary>Device memory that was allocated and never set.</summary>
    [Kernel]
    public static void UnwrittenDeviceMemory(ReadOnlySpan<int> z, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = z[i] & 255;
    }

    /// <summary>Unsigned numbers wrap around by definition, whether that was meant or not.</summary>
    [Kernel]
    public static void UnsignedWrap(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        uint distance = (uint)x[i] - 3u;
        y[i] = (int)(distance % 256u);
    }

    /// <summary>The grid is not the one that the kernel was written for, and part of the array stays as it was.</summary>
    [Kernel]
    public static void AnotherBlockSizeAssumed(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * 32 + ThreadIdx.X % 32;
        if (ThreadIdx.X < 32)
            y[i] = x[i];
    }

    /// <summary>Floats are added in the order in which threads come by: on a GPU the sum differs from run to run.</summary>
    [Kernel]
    public static void SumThatDependsOnOrder(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<float> sum = Shared.Span<float>(1);
        if (ThreadIdx.X == 0)
            sum[0] = 0f;
        Block.Sync();
        Atomic.Add(ref sum[0], 1f / (x[ThreadIdx.X] + 1));
        Block.Sync();
        y[BlockIdx.X * BlockDim.X + ThreadIdx.X] = (int)(sum[0] * 1000f);
    }

    /// <summary>Places are given out first come, first served, and the order looks fixed on the CPU device.</summary>
    [Kernel]
    public static void PlaceThatDependsOnOrder(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        int place = Atomic.Add(ref y[0], 1) % 128;
        y[1 + place] = x[i];
    }
}
