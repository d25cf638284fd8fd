using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels that read shared memory which nobody has written. The line is marked.</summary>
public static partial class Unwritten
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(SumWithoutZero), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.SumWithoutZero(x, y), new LaunchGrid(2, 64))),
        new(nameof(HaloLeftOut), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.HaloLeftOut(x, y), new LaunchGrid(2, 64))),
        new(nameof(AtomicWithoutZero), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.AtomicWithoutZero(x, y), new LaunchGrid(2, 64))),
        new(nameof(HalfOfTheBinsCleared), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.HalfOfTheBinsCleared(x, y), new LaunchGrid(1, 8))),
        new(nameof(LeftByTheBlockBefore), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.LeftByTheBlockBefore(x, y), new LaunchGrid(2, 64))),
        new(nameof(WrittenByThoseThatLeft), Kind.Unwritten, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.WrittenByThoseThatLeft(x, y), new LaunchGrid(1, 64))),
    ];

    /// <summary>A sum that begins with whatever is there.</summary>
    [Kernel]
    public static void SumWithoutZero(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> sums = Shared.Span<int>(64);
        sums[ThreadIdx.X] += x[ThreadIdx.X]; // wrong
        y[ThreadIdx.X] = sums[ThreadIdx.X];
    }

    /// <summary>The last thread reads the halo, which no thread fills.</summary>
    [Kernel]
    public static void HaloLeftOut(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(65);
        tile[ThreadIdx.X] = x[ThreadIdx.X];
        Block.Sync();
        y[ThreadIdx.X] = tile[ThreadIdx.X + 1]; // wrong
    }

    /// <summary>An atomic addition to whatever is there.</summary>
    [Kernel]
    public static void AtomicWithoutZero(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> count = Shared.Span<int>(1);
        Atomic.Add(ref count[0], x[ThreadIdx.X]); // wrong
        Block.Sync();
        y[ThreadIdx.X] = count[0];
    }

    /// <summary>Fewer threads than bins clear one each.</summary>
    [Kernel]
    public static void HalfOfTheBinsCleared(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> bins = Shared.Span<int>(11);
        bins[ThreadIdx.X] = 0;
        Block.Sync();
        for (int i = ThreadIdx.X; i < x.Length; i += BlockDim.X)
            Atomic.Add(ref bins[x[i]], 1); // wrong
        Block.Sync();
        y[ThreadIdx.X] = bins[ThreadIdx.X];
    }

    /// <summary>Shared memory is a block's own: the first block's work is not there for the second.</summary>
    [Kernel]
    public static void LeftByTheBlockBefore(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> table = Shared.Span<int>(64);
        if (BlockIdx.X == 0)
            table[ThreadIdx.X] = x[ThreadIdx.X];
        Block.Sync();
        y[BlockIdx.X * BlockDim.X + ThreadIdx.X] = table[ThreadIdx.X]; // wrong
    }

    /// <summary>Threads that have nothing to do return before they have written their slot.</summary>
    [Kernel]
    public static void WrittenByThoseThatLeft(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> slots = Shared.Span<int>(64);
        if (x[ThreadIdx.X] == 0)
            return;
        slots[ThreadIdx.X] = x[ThreadIdx.X];
        Block.Sync();
        int sum = 0;
        foreach (int slot in slots) // wrong
            sum += slot;
        y[ThreadIdx.X] = sum;
    }
}
