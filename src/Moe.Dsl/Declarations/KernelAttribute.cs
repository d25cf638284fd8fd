namespace Moe.Dsl;

/// <summary>
/// Declares a kernel: a static method returning <c>void</c>, in a partial class, that every thread of a grid runs.
/// The generator emits it as a <c>__global__</c> function and adds <c>Kernels.NAME(...)</c> to its class, which makes
/// a launch.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelAttribute : Attribute
{
    /// <summary>The most threads a block of this kernel is launched with: the kernel's launch bound. 1 to 1024.</summary>
    public int MaxThreads { get; init; } = 1024;

    /// <summary>The blocks that should fit on one multiprocessor at a time; 0 leaves it to the compiler.</summary>
    public int MinBlocks { get; init; }
}
