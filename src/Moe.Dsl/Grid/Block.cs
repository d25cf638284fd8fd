namespace Moe.Dsl;

/// <summary>What the threads of a block do together. It has a meaning only inside a launched kernel.</summary>
[Intrinsic("Block.cuh", PerThread = true)]
public static class Block
{
    /// <summary>
    /// Waits until every thread of the block that has not returned is here, and makes what each wrote before visible to
    /// the others after.
    /// </summary>
    [Intrinsic("Block.cuh", PerThread = true, Synchronizes = true)]
    public static void Sync() => throw OutsideKernelException.Of("Block.Sync");

    /// <summary>
    /// Copies, the block's threads sharing the work. Every thread of the block calls it with the same arguments. Who
    /// reads the copy waits at <see cref="Sync"/> first.
    /// </summary>
    /// <param name="source">[n].</param>
    /// <param name="destination">[n]; the two do not overlap.</param>
    /// <remarks>Moves 16 bytes at a time where both are aligned to 16.</remarks>
    public static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
        => throw OutsideKernelException.Of("Block.Copy");

    /// <summary>Sets every element, the block's threads sharing the work.</summary>
    /// <param name="destination">[n].</param>
    /// <param name="value">What each element becomes.</param>
    public static void Fill<T>(Span<T> destination, T value)
        where T : unmanaged
        => throw OutsideKernelException.Of("Block.Fill");
}
