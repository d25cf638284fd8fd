using Moe.Dsl;

namespace Moe.Bench;

/// <summary>Numbers without a pattern: what is measured on zeros may run faster than real tokens do.</summary>
public static partial class Noise
{
    /// <summary>Sets each element to a number in [-1, 1) that depends on its index and the seed alone.</summary>
    /// <param name="values">[n].</param>
    /// <param name="seed">Another seed, other numbers.</param>
    [Kernel(MaxThreads = 256)]
    public static void Fill(Span<BFloat16> values, uint seed)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (i >= values.Length)
            return;
        uint bits = ((uint)i ^ seed) * 2654435769u;
        bits = (bits ^ (bits >> 16)) * 2246822519u;
        bits = (bits ^ (bits >> 13)) * 3266489917u;
        values[i] = (BFloat16)((bits >> 8) * (2f / 16777216f) - 1f);
    }
}
