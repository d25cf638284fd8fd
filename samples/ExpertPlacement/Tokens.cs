using Samples;

namespace ExpertPlacement;

/// <summary>Draws tokens.</summary>
internal static class Tokens
{
    /// <summary>[T, H] of a rank: small whole numbers, so that every sum of answers is exact in float.</summary>
    public static float[] Of(int rank, Settings settings)
    {
        var x = new float[settings.Tokens * Settings.Hidden];
        new SplitMix64(~(ulong)rank).Fill(x, scale: 8f);
        return Array.ConvertAll(x, MathF.Floor);
    }
}
