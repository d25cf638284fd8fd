namespace Moe.Dsl;

/// <summary>The size of a block in threads. It has a meaning only inside a launched kernel.</summary>
[Intrinsic(PerThread = true)]
public static class BlockDim
{
    /// <summary>Along x.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockDim.x")]
    public static int X => throw OutsideKernelException.Of("BlockDim.X");

    /// <summary>Along y.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockDim.y")]
    public static int Y => throw OutsideKernelException.Of("BlockDim.Y");

    /// <summary>Along z.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockDim.z")]
    public static int Z => throw OutsideKernelException.Of("BlockDim.Z");
}
