using Moe.Dsl;

namespace Inspected;

/// <summary>Kernels of each kind that the tool has to find type arguments and constants for.</summary>
internal static partial class Gains
{
    /// <summary>Multiplies by a gain.</summary>
    [Kernel(MaxThreads = 256)]
    public static void Amplify(ReadOnlySpan<float> x, Span<float> y, float gain)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < y.Length)
            y[i] = Limit(x[i] * gain);
    }

    /// <summary>Copies values of any type, every stride-th.</summary>
    [Kernel]
    public static void Thin<T>(ReadOnlySpan<T> x, Span<T> y, [Specialize] int stride)
        where T : unmanaged
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < y.Length)
            y[i] = x[i * stride];
    }

    /// <summary>At most 1.</summary>
    [Device]
    public static float Limit(float value) => value > 1f ? 1f : value;
}
