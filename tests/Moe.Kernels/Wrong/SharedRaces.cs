using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels whose threads use shared memory at once. The line of the use that is found second is marked.</summary>
public static partial class SharedRaces
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(NeighbourWithoutBarrier), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.NeighbourWithoutBarrier(x, y), new LaunchGrid(1, 64))),
        new(nameof(ReductionWithoutBarrier), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ReductionWithoutBarrier(x, y), new LaunchGrid(2, 128))),
        new(nameof(TileUsedAgain), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.TileUsedAgain(x, y), new LaunchGrid(1, 64))),
        new(nameof(ScanInPlace), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ScanInPlace(x, y), new LaunchGrid(1, 64))),
        new(nameof(HistogramWithoutAtomics), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.HistogramWithoutAtomics(x, y), new LaunchGrid(1, 64))),
        new(nameof(CounterReadAtOnce), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.CounterReadAtOnce(x, y), new LaunchGrid(1, 64))),
        new(nameof(CounterClearedLate), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.CounterClearedLate(x, y), new LaunchGrid(1, 64))),
        new(nameof(LastWriterWins), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.LastWriterWins(x, y), new LaunchGrid(1, 64))),
        new(nameof(WarpBarrierForABlock), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.WarpBarrierForABlock(x, y), new LaunchGrid(1, 64))),
        new(nameof(WarpWithoutSync), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.WarpWithoutSync(x, y), new LaunchGrid(1, 32))),
        new(nameof(VoteForABarrier), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.VoteForABarrier(x, y), new LaunchGrid(1, 32))),
        new(nameof(CopyReadAtOnce), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.CopyReadAtOnce(x, y), new LaunchGrid(1, 64))),
        new(nameof(SameHalfOfADoubleBuffer), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.SameHalfOfADoubleBuffer(x, y), new LaunchGrid(1, 64))),
        new(nameof(FieldOfAnElement), Kind.Race, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.FieldOfAnElement(x, y), new LaunchGrid(1, 32))),
    ];

    /// <summary>Each thread reads what its neighbour writes.</summary>
    [Kernel]
    public static void NeighbourWithoutBarrier(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(64);
        tile[ThreadIdx.X] = x[ThreadIdx.X];
        if (ThreadIdx.X > 0)
            y[ThreadIdx.X] = tile[ThreadIdx.X - 1]; // wrong
    }

    /// <summary>The barrier stands behind the loop instead of in it.</summary>
    [Kernel]
    public static void ReductionWithoutBarrier(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> partial = Shared.Span<int>(128);
        int t = ThreadIdx.X;
        partial[t] = x[BlockIdx.X * BlockDim.X + t];
        Block.Sync();
        for (int width = 64; width > 0; width /= 2)
        {
            if (t < width)
                partial[t] += partial[t + width]; // wrong
        }

        Block.Sync();
        if (t == 0)
            y[BlockIdx.X] = partial[0];
    }

    /// <summary>The next tile is written while others still read this one.</summary>
    [Kernel]
    public static void TileUsedAgain(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(64);
        int sum = 0;
        for (int first = 0; first < x.Length; first += BlockDim.X)
        {
            tile[ThreadIdx.X] = x[first + ThreadIdx.X];
            Block.Sync();
            sum += tile[63 - ThreadIdx.X]; // wrong
        }

        y[ThreadIdx.X] = sum;
    }

    /// <summary>Hillis and Steele's scan needs two buffers, or a barrier between reads and writes.</summary>
    [Kernel]
    public static void ScanInPlace(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> sums = Shared.Span<int>(64);
        int t = ThreadIdx.X;
        sums[t] = x[t];
        Block.Sync();
        for (int distance = 1; distance < 64; distance *= 2)
        {
            if (t >= distance)
                sums[t] += sums[t - distance]; // wrong
            Block.Sync();
        }

        y[t] = sums[t];
    }

    /// <summary>Several threads count the same bin.</summary>
    [Kernel]
    public static void HistogramWithoutAtomics(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> bins = Shared.Span<int>(11);
        if (ThreadIdx.X < 11)
            bins[ThreadIdx.X] = 0;
        Block.Sync();
        bins[x[ThreadIdx.X]]++; // wrong
        Block.Sync();
        if (ThreadIdx.X < 11)
            y[ThreadIdx.X] = bins[ThreadIdx.X];
    }

    /// <summary>The count is read while others still add.</summary>
    [Kernel]
    public static void CounterReadAtOnce(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> count = Shared.Span<int>(1);
        if (ThreadIdx.X == 0)
            count[0] = 0;
        Block.Sync();
        if (x[ThreadIdx.X] > 3)
            Atomic.Add(ref count[0], 1); // wrong
        y[ThreadIdx.X] = count[0];
    }

    /// <summary>The counter is set to zero, and nobody waits for that.</summary>
    [Kernel]
    public static void CounterClearedLate(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> count = Shared.Span<int>(1);
        if (ThreadIdx.X == 0)
            count[0] = 0;
        Atomic.Add(ref count[0], x[ThreadIdx.X]); // wrong
        Block.Sync();
        y[ThreadIdx.X] = count[0];
    }

    /// <summary>Each thread that finds something says so, and which says it last is anybody's guess.</summary>
    [Kernel]
    public static void LastWriterWins(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> found = Shared.Span<int>(1);
        if (ThreadIdx.X == 0)
            found[0] = -1;
        Block.Sync();
        if (x[ThreadIdx.X] == 3)
            found[0] = ThreadIdx.X; // wrong
        Block.Sync();
        y[ThreadIdx.X] = found[0];
    }

    /// <summary>The other warp's half is read after a wait for the own warp.</summary>
    [Kernel]
    public static void WarpBarrierForABlock(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(64);
        tile[ThreadIdx.X] = x[ThreadIdx.X];
        Warp.Sync();
        y[ThreadIdx.X] = tile[63 - ThreadIdx.X]; // wrong
    }

    /// <summary>Lanes no longer run in step: the old warp-synchronous reduction.</summary>
    [Kernel]
    public static void WarpWithoutSync(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> partial = Shared.Span<int>(32);
        int t = ThreadIdx.X;
        partial[t] = x[t];
        Warp.Sync();
        if (t < 16)
            partial[t] += partial[t + 16]; // wrong
        if (t < 8)
            partial[t] += partial[t + 8];
        Warp.Sync();
        y[t] = partial[0];
    }

    /// <summary>A vote brings the lanes together, but promises nothing about memory.</summary>
    [Kernel]
    public static void VoteForABarrier(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(32);
        tile[ThreadIdx.X] = x[ThreadIdx.X];
        bool any = Warp.Any(x[ThreadIdx.X] > 3);
        y[ThreadIdx.X] = any ? tile[31 - ThreadIdx.X] : 0; // wrong
    }

    /// <summary>A block's copy is shared work: who reads it has to wait.</summary>
    [Kernel]
    public static void CopyReadAtOnce(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(256);
        Block.Copy(x, tile);
        y[ThreadIdx.X] = tile[ThreadIdx.X]; // wrong
    }

    /// <summary>Two buffers with one barrier a round, but the round does not switch them.</summary>
    [Kernel]
    public static void SameHalfOfADoubleBuffer(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> buffers = Shared.Span<int>(128);
        int sum = 0;
        for (int round = 0; round < 4; round++)
        {
            int half = round / 2 * 64;
            buffers[half + ThreadIdx.X] = x[round * 64 + ThreadIdx.X];
            Block.Sync();
            sum += buffers[half + 63 - ThreadIdx.X]; // wrong
        }

        y[ThreadIdx.X] = sum;
    }

    /// <summary>All lanes change one field of one element.</summary>
    [Kernel]
    public static void FieldOfAnElement(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<Extremes> extremes = Shared.Span<Extremes>(1);
        if (ThreadIdx.X == 0)
            extremes[0] = new Extremes(x[0], x[0]);
        Warp.Sync();
        if (x[ThreadIdx.X] > 5)
            extremes[0].Greatest = x[ThreadIdx.X]; // wrong
        Warp.Sync();
        y[ThreadIdx.X] = extremes[0].Greatest;
    }
}

/// <summary>The least and the greatest of some numbers.</summary>
[Device]
internal partial struct Extremes(int least, int greatest)
{
    /// <summary>The least.</summary>
    public int Least = least;

    /// <summary>The greatest.</summary>
    public int Greatest = greatest;
}
