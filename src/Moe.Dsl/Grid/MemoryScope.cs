namespace Moe.Dsl;

/// <summary>The threads among which an atomic operation, a fence, an acquire or a release counts.</summary>
[Intrinsic("MemoryScope.cuh")]
public enum MemoryScope
{
    /// <summary>Those of the thread's block.</summary>
    Block,

    /// <summary>Those of the GPU.</summary>
    Device,

    /// <summary>Those of all GPUs that reach the memory, and of the host.</summary>
    System,
}
