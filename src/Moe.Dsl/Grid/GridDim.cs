namespace Moe.Dsl;

/// <summary>The size of the grid in blocks. It has a meaning only inside a launched kernel.</summary>
[Intrinsic(PerThread = true)]
public static class GridDim
{
    /// <summary>Along x.</summary>
    [Intrinsic(PerThread = true, Native = "(int)gridDim.x")]
    public static int X => throw OutsideKernelException.Of("GridDim.X");

    /// <summary>Along y.</summary>
    [Intrinsic(PerThread = true, Native = "(int)gridDim.y")]
    public static int Y => throw OutsideKernelException.Of("GridDim.Y");

    /// <summary>Along z.</summary>
    [Intrinsic(PerThread = true, Native = "(int)gridDim.z")]
    public static int Z => throw OutsideKernelException.Of("GridDim.Z");
}
