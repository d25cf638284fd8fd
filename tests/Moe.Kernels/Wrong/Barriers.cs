using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels whose threads wait where they cannot meet. The place of the thread that is named is marked.</summary>
public static partial class Barriers
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(BarrierInABranch), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.BarrierInABranch(x, y), new LaunchGrid(1, 64)), Ends: false),
        new(nameof(TwoBarriersForOne), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.TwoBarriersForOne(x, y), new LaunchGrid(1, 64))),
        new(nameof(BarrierInAnUnevenLoop), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.BarrierInAnUnevenLoop(x, y), new LaunchGrid(1, 96)), Ends: false),
        new(nameof(VotesApart), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.VotesApart(x, y), new LaunchGrid(1, 32)), Ends: false),
        new(nameof(WarpSumInABranch), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.WarpSumInABranch(x, y), new LaunchGrid(1, 32)), Ends: false),
        new(nameof(ShuffleBeyondAPartialWarp), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ShuffleBeyondAPartialWarp(x, y), new LaunchGrid(1, 40))),
        new(nameof(ShuffleFromALaneThatLeft), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ShuffleFromALaneThatLeft(x, y), new LaunchGrid(1, 32))),
        new(nameof(ShuffleFromLane32), Kind.Barrier, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ShuffleFromLane32(x, y), new LaunchGrid(1, 32))),
    ];

    /// <summary>Half of the block waits once more than the other half.</summary>
    [Kernel]
    public static void BarrierInABranch(ReadOnlySpan<int> x, Span<int> y)
    {
        if (ThreadIdx.X < 32)
            Block.Sync();
        y[ThreadIdx.X] = x[ThreadIdx.X];
        Block.Sync(); // wrong
        y[ThreadIdx.X] += 1;
    }

    /// <summary>Each half of the block has a barrier of its own. On today's GPUs both count as one.</summary>
    [Kernel]
    public static void TwoBarriersForOne(ReadOnlySpan<int> x, Span<int> y)
    {
        y[ThreadIdx.X] = x[ThreadIdx.X];
        if (ThreadIdx.X < 32)
            Block.Sync();
        else
            Block.Sync(); // wrong
        y[ThreadIdx.X] += 1;
    }

    /// <summary>The first threads have one more element each, and wait for the others once more.</summary>
    [Kernel]
    public static void BarrierInAnUnevenLoop(ReadOnlySpan<int> x, Span<int> y)
    {
        for (int i = ThreadIdx.X; i < x.Length; i += BlockDim.X)
        {
            y[i] = x[i];
            Block.Sync();
        }

        Block.Sync(); // wrong
        y[ThreadIdx.X] += 1;
    }

    /// <summary>The lanes vote at two places.</summary>
    [Kernel]
    public static void VotesApart(ReadOnlySpan<int> x, Span<int> y)
    {
        bool any;
        if (ThreadIdx.X < 16)
            any = Warp.Any(x[ThreadIdx.X] == 0);
        else
            any = Warp.Any(x[ThreadIdx.X] == 1); // wrong
        y[ThreadIdx.X] = any ? 1 : 0;
    }

    /// <summary>Only some lanes sum, while the others go on to wait for the block.</summary>
    [Kernel]
    public static void WarpSumInABranch(ReadOnlySpan<int> x, Span<int> y)
    {
        int sum = 0;
        if (ThreadIdx.X % 2 == 0)
            sum = Warp.Sum(x[ThreadIdx.X]);
        Block.Sync(); // wrong
        y[ThreadIdx.X] = sum;
    }

    /// <summary>The last warp has eight lanes, and looks sixteen further.</summary>
    [Kernel]
    public static void ShuffleBeyondAPartialWarp(ReadOnlySpan<int> x, Span<int> y)
    {
        int sum = x[ThreadIdx.X];
        for (int distance = 16; distance > 0; distance /= 2)
            sum += Warp.ShuffleDown(sum, distance); // wrong
        y[ThreadIdx.X] = sum;
    }

    /// <summary>Lane 0 has nothing to do and returns; the others ask it.</summary>
    [Kernel]
    public static void ShuffleFromALaneThatLeft(ReadOnlySpan<int> x, Span<int> y)
    {
        if (x[ThreadIdx.X] == 0)
            return;
        y[ThreadIdx.X] = Warp.Shuffle(x[ThreadIdx.X], 0); // wrong
    }

    /// <summary>The lane after the last.</summary>
    [Kernel]
    public static void ShuffleFromLane32(ReadOnlySpan<int> x, Span<int> y)
    {
        y[ThreadIdx.X] = Warp.Shuffle(x[ThreadIdx.X], ThreadIdx.X + 1); // wrong
    }
}
