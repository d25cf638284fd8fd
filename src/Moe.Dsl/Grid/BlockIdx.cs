namespace Moe.Dsl;

/// <summary>The block's index in the grid. It has a meaning only inside a launched kernel.</summary>
[Intrinsic(PerThread = true)]
public static class BlockIdx
{
    /// <summary>Along x.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockIdx.x")]
    public static int X => throw OutsideKernelException.Of("BlockIdx.X");

    /// <summary>Along y.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockIdx.y")]
    public static int Y => throw OutsideKernelException.Of("BlockIdx.Y");

    /// <summary>Along z.</summary>
    [Intrinsic(PerThread = true, Native = "(int)blockIdx.z")]
    public static int Z => throw OutsideKernelException.Of("BlockIdx.Z");
}
