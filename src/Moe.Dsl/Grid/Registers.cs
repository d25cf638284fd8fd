namespace Moe.Dsl;

/// <summary>
/// A thread's own arrays. Where the compiler knows every index, as it does once it has unrolled loops of constant length,
/// their elements are registers; otherwise the array lies in local memory. They have a meaning only inside a launched
/// kernel.
/// </summary>
[Intrinsic("Span.cuh", PerThread = true)]
public static class Registers
{
    /// <summary>
    /// Declares <paramref name="length"/> elements of the thread's own, all zero. It stands as the initializer of a local in
    /// a block of statements, and lives as long as that local: an iteration of a loop has an array of its own.
    /// </summary>
    /// <param name="length">
    /// A constant, a <see cref="SpecializeAttribute"/> parameter, <see cref="Pack{T}.Length"/>, or made of these.
    /// </param>
    public static Span<T> Span<T>(int length)
        where T : unmanaged
        => throw OutsideKernelException.Of("Registers.Span");
}
