namespace Moe.Dsl;

/// <summary>What a thread of the CPU device waits for.</summary>
public enum KernelWait
{
    /// <summary>The other threads of its block.</summary>
    Block,

    /// <summary>The other lanes of its warp.</summary>
    Warp,

    /// <summary>Its next turn, when the others have had theirs.</summary>
    Turn,
}
