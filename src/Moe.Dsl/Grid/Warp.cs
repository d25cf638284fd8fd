namespace Moe.Dsl;

/// <summary>
/// What the 32 threads of a warp do together. Every lane of the warp that has not returned takes part; in the last,
/// partial warp of a block the missing lanes count as returned. It has a meaning only inside a launched kernel.
/// </summary>
/// <remarks>
/// A mask has one bit for each lane that takes part. Each of those that has not returned comes to the same operation with
/// the same mask, and a lane names itself; all else is an error on the CPU device and unspecified on a GPU. A mask that is
/// computed, such as a <see cref="Ballot"/>, lets a part of a warp go its own way.
/// </remarks>
[Intrinsic("Warp.cuh", PerThread = true)]
public static class Warp
{
    /// <summary>Lanes in a warp.</summary>
    public const int Size = 32;

    /// <summary>The mask of all lanes.</summary>
    public const uint FullMask = uint.MaxValue;

    /// <summary>This thread's place in its warp, 0 to 31.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::Lane()")]
    public static int Lane => throw OutsideKernelException.Of("Warp.Lane");

    /// <summary>This thread's warp, counted from 0 in its block.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::Index()")]
    public static int Index => throw OutsideKernelException.Of("Warp.Index");

    /// <summary>One bit for each lane below this one: a mask for counting them in a <see cref="Ballot"/>.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Native = "moe::Warp::LanesBelow()")]
    public static uint LanesBelow => throw OutsideKernelException.Of("Warp.LanesBelow");

    /// <summary>Waits for the mask's lanes, and makes what each wrote before visible to the others after.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static void Sync(uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Sync");

    /// <summary>One bit for each lane: whether its <paramref name="predicate"/> holds.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Ballot(bool predicate, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Ballot");

    /// <summary>Whether the predicate holds on any lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static bool Any(bool predicate, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Any");

    /// <summary>Whether the predicate holds on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static bool All(bool predicate, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.All");

    /// <summary>One bit for each lane: whether its <paramref name="value"/> equals this lane's.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint MatchAny(int value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.MatchAny");

    /// <summary>The value of lane <paramref name="lane"/>, 0 to 31.</summary>
    /// <remarks>Reading from a lane that takes no part is an error on the CPU device and unspecified on a GPU.</remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T Shuffle<T>(T value, int lane, uint mask = FullMask)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.Shuffle");

    /// <summary>The value of the lane <paramref name="delta"/> below; this lane's own where that would be below 0.</summary>
    /// <remarks>Reading from a lane that takes no part is an error on the CPU device and unspecified on a GPU.</remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T ShuffleUp<T>(T value, int delta, uint mask = FullMask)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.ShuffleUp");

    /// <summary>The value of the lane <paramref name="delta"/> above; this lane's own where that would be above 31.</summary>
    /// <remarks>
    /// Reading from a lane that takes no part, as the last ones of a partial warp do, is an error on the CPU device and
    /// unspecified on a GPU.
    /// </remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T ShuffleDown<T>(T value, int delta, uint mask = FullMask)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.ShuffleDown");

    /// <summary>The value of the lane whose number is this lane's with the bits of <paramref name="bits"/>, 0 to 31, turned.</summary>
    /// <remarks>Reading from a lane that takes no part is an error on the CPU device and unspecified on a GPU.</remarks>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static T ShuffleXor<T>(T value, int bits, uint mask = FullMask)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.ShuffleXor");

    /// <summary>The sum over the lanes, on every lane; it wraps around.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static int Sum(int value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Sum");

    /// <summary>The sum over the lanes, on every lane; it wraps around.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Sum(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Sum");

    /// <summary>The smallest of the lanes' values, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static int Min(int value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Min");

    /// <summary>The smallest of the lanes' values, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Min(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Min");

    /// <summary>The greatest of the lanes' values, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static int Max(int value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Max");

    /// <summary>The greatest of the lanes' values, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Max(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Max");

    /// <summary>The bits that all lanes' values have, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint And(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.And");

    /// <summary>The bits that any lane's value has, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Or(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Or");

    /// <summary>The bits that an odd number of the lanes' values have, on every lane.</summary>
    [Intrinsic("Warp.cuh", PerThread = true, Synchronizes = true)]
    public static uint Xor(uint value, uint mask = FullMask)
        => throw OutsideKernelException.Of("Warp.Xor");

    /// <summary>Copies, the warp's lanes sharing the work. Every lane calls it with the same arguments.</summary>
    /// <param name="source">[n].</param>
    /// <param name="destination">[n]; the two do not overlap.</param>
    /// <remarks>Moves 16 bytes at a time where both are aligned to 16.</remarks>
    public static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
        => throw OutsideKernelException.Of("Warp.Copy");
}
