namespace Moe.Dsl;

/// <summary>The thread's index in its block. It has a meaning only inside a launched kernel.</summary>
[Intrinsic(PerThread = true)]
public static class ThreadIdx
{
    /// <summary>Along x.</summary>
    [Intrinsic(PerThread = true, Native = "(int)threadIdx.x")]
    public static int X => throw OutsideKernelException.Of("ThreadIdx.X");

    /// <summary>Along y.</summary>
    [Intrinsic(PerThread = true, Native = "(int)threadIdx.y")]
    public static int Y => throw OutsideKernelException.Of("ThreadIdx.Y");

    /// <summary>Along z.</summary>
    [Intrinsic(PerThread = true, Native = "(int)threadIdx.z")]
    public static int Z => throw OutsideKernelException.Of("ThreadIdx.Z");
}
