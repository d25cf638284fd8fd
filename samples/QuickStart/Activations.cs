using Moe.Dsl;

namespace QuickStart;

/// <summary>The experts' activation, as a kernel of the sample's own.</summary>
public static partial class Activations
{
    /// <summary>SwiGLU: gate * sigmoid(gate) * up.</summary>
    [Kernel]
    public static void SwiGlu(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i < result.Length)
            result[i] = gate[i] / (1f + MathF.Exp(-gate[i])) * up[i];
    }
}
