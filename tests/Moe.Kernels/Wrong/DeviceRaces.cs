using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels whose threads use device memory at once. The line that comes second is marked.</summary>
public static partial class DeviceRaces
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(BinsWithoutAtomics), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.BinsWithoutAtomics(x, y), new LaunchGrid(2, 128))),
        new(nameof(ShiftedInPlace), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, _, y) => s.Launch(Kernels.ShiftedInPlace(y, y), new LaunchGrid(2, 128))),
        new(nameof(NeighbourInAnotherBlock), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.NeighbourInAnotherBlock(x, y), new LaunchGrid(2, 128))),
        new(nameof(BlocksSumWithoutAtomics), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.BlocksSumWithoutAtomics(x, y), new LaunchGrid(2, 128))),
        new(nameof(TotalReadWhileOthersAdd), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.TotalReadWhileOthersAdd(x, y), new LaunchGrid(2, 128))),
        new(nameof(RowsThatOverlap), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.RowsThatOverlap(x, y), new LaunchGrid(1, 15))),
        new(nameof(OneBlockClearsForAll), Kind.Race, Finder.CpuDeviceWithMemory,
            (s, x, y) => s.Launch(Kernels.OneBlockClearsForAll(x, y), new LaunchGrid(2, 128))),
    ];

    /// <summary>Several threads count the same bin.</summary>
    [Kernel]
    public static void BinsWithoutAtomics(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[x[i]] += 1; // wrong
    }

    /// <summary>Launched with one array for both: a thread reads what another overwrites.</summary>
    [Kernel]
    public static void ShiftedInPlace(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i + 1 < y.Length)
            y[i] = x[i + 1]; // wrong
    }

    /// <summary>A block's barrier is no barrier of the grid.</summary>
    [Kernel]
    public static void NeighbourInAnotherBlock(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = x[i];
        Block.Sync();
        int below = i > 0 ? y[i - 1] : 0; // wrong
        Block.Sync();
        y[i] += below;
    }

    /// <summary>One thread of each block adds to one place.</summary>
    [Kernel]
    public static void BlocksSumWithoutAtomics(ReadOnlySpan<int> x, Span<int> y)
    {
        int sum = Warp.Sum(x[BlockIdx.X * BlockDim.X + ThreadIdx.X]);
        if (ThreadIdx.X == 0)
            y[0] += sum; // wrong
    }

    /// <summary>The total is read as if all blocks had added theirs.</summary>
    [Kernel]
    public static void TotalReadWhileOthersAdd(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        Atomic.Add(ref y[0], x[i]); // wrong
        Block.Sync();
        if (ThreadIdx.X == 1)
            y[1 + BlockIdx.X] = y[0];
    }

    /// <summary>Rows of 17, of which each thread takes 18.</summary>
    [Kernel]
    public static void RowsThatOverlap(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> row = y.Slice(ThreadIdx.X * 17, 18);
        for (int i = 0; i < row.Length; i++)
            row[i] = x[i]; // wrong
    }

    /// <summary>The first block clears what the others may have added to already.</summary>
    [Kernel]
    public static void OneBlockClearsForAll(ReadOnlySpan<int> x, Span<int> y)
    {
        if (BlockIdx.X == 0 && ThreadIdx.X == 0)
            y[0] = 0;
        Block.Sync();
        if (BlockIdx.X == 1)
            Atomic.Add(ref y[0], x[ThreadIdx.X]); // wrong
    }
}
