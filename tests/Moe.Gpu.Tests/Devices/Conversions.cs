using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>Kernels that convert between float and an element type.</summary>
internal static partial class Conversions
{
    /// <summary>Every element as a float.</summary>
    [Kernel]
    public static void Decode<T>(ReadOnlySpan<T> elements, Span<float> singles)
        where T : unmanaged
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < elements.Length)
            singles[i] = Element.ToSingle(elements[i]);
    }

    /// <summary>Every float as an element.</summary>
    [Kernel]
    public static void Encode<T>(ReadOnlySpan<float> singles, Span<T> elements)
        where T : unmanaged
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < singles.Length)
            elements[i] = Element.FromSingle<T>(singles[i]);
    }

    /// <summary>Doubles as halves, and what .NET's operators make of neighbours.</summary>
    [Kernel]
    public static void Halve(ReadOnlySpan<double> doubles, Span<Half> rounded, Span<Half> computed)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i >= doubles.Length)
            return;
        Half half = (Half)doubles[i];
        Half next = (Half)doubles[(i + 1) % doubles.Length];
        rounded[i] = half;
        computed[i] = half * next + (next - half) / (half < next ? half : -next);
    }
}
