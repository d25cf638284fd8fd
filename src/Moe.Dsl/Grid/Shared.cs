namespace Moe.Dsl;

/// <summary>A block's shared memory. It has a meaning only inside a launched kernel.</summary>
[Intrinsic("Span.cuh", PerThread = true)]
public static class Shared
{
    /// <summary>
    /// Declares <paramref name="length"/> elements of shared memory, one for all threads of the block. It stands as the
    /// initializer of a local at the top level of a kernel. The content is undefined until written.
    /// </summary>
    /// <param name="length">A constant, or a <see cref="SpecializeAttribute"/> parameter and constants.</param>
    public static Span<T> Span<T>(int length)
        where T : unmanaged
        => throw OutsideKernelException.Of("Shared.Span");
}
