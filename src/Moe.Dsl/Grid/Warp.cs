namespace Moe.Dsl;

/// <summary>
/// What the 32 threads of a warp do together. Every lane of the warp that has not returned takes part; in the last,
/// partial warp of a block the missing lanes count as returned. It has a meaning only inside a launched kernel.
/// </summary>
[Intrinsic("Warp.cuh", PerThread = true)]
public static class Warp
{
    /// <summary>Lanes in a warp.</summary>
    public const int Size = 32;

    /// <summary>This thread's place in its warp, 0 to 31.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::Lane()")]
    public static int Lane => throw OutsideKernelException.Of("Warp.Lane");

    /// <summary>This thread's warp, counted from 0 in its block.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::Index()")]
    public static int Index => throw OutsideKernelException.Of("Warp.Index");

    /// <summary>One bit for each lane below this one: a mask for counting them in a <see cref="Ballot"/>.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::LanesBelow()")]
    public static uint LanesBelow => throw OutsideKernelException.Of("Warp.LanesBelow");

    /// <summary>Waits for the warp's lanes, and makes what each wrote before visible to the others after.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static void Sync() => throw OutsideKernelException.Of("Warp.Sync");

    /// <summary>One bit for each lane: whether its <paramref name="predicate"/> holds.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Ballot(bool predicate) => throw OutsideKernelException.Of("Warp.Ballot");

    /// <summary>Whether the predicate holds on any lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static bool Any(bool predicate) => throw OutsideKernelException.Of("Warp.Any");

    /// <summary>Whether the predicate holds on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static bool All(bool predicate) => throw OutsideKernelException.Of("Warp.All");

    /// <summary>One bit for each lane: whether its <paramref name="value"/> equals this lane's.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint MatchAny(int value) => throw OutsideKernelException.Of("Warp.MatchAny");

    /// <summary>The value of lane <paramref name="lane"/>, 0 to 31.</summary>
    /// <remarks>Reading from a lane that takes no part is an error on the CPU device and unspecified on a GPU.</remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T Shuffle<T>(T value, int lane)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.Shuffle");

    /// <summary>The value of the lane <paramref name="delta"/> below; this lane's own where that would be below 0.</summary>
    /// <remarks>Reading from a lane that takes no part is an error on the CPU device and unspecified on a GPU.</remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T ShuffleUp<T>(T value, int delta)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.ShuffleUp");

    /// <summary>The value of the lane <paramref name="delta"/> above; this lane's own where that would be above 31.</summary>
    /// <remarks>
    /// Reading from a lane that takes no part, as the last ones of a partial warp do, is an error on the CPU device and
    /// unspecified on a GPU.
    /// </remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T ShuffleDown<T>(T value, int delta)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.ShuffleDown");

    /// <summary>The sum over the lanes, on every lane; it wraps around.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static int Sum(int value) => throw OutsideKernelException.Of("Warp.Sum");

    /// <summary>Copies, the warp's lanes sharing the work. Every lane calls it with the same arguments.</summary>
    /// <param name="source">[n].</param>
    /// <param name="destination">[n]; the two do not overlap.</param>
    /// <remarks>Moves 16 bytes at a time where both are aligned to 16.</remarks>
    public static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.Copy");
}
