using Samples;

namespace GroupedExperts;

/// <summary>A rank's tokens, and what a gate chose for them.</summary>
/// <remarks>
/// Whole numbers of at most 4 and weights in sixteenths: with H and K as small as the command line lets them be, no sum
/// has more than the 24 bits that a float holds, so that any order of adding gives the same bits.
/// </remarks>
/// <param name="X">[T, H] the tokens.</param>
/// <param name="Experts">[T, K] the choices, each expert once for a token.</param>
/// <param name="Weights">[T, K] their weights.</param>
internal sealed record Batch(float[] X, int[] Experts, float[] Weights)
{
    /// <summary>Draws a rank's batch.</summary>
    public static Batch Of(int rank, Settings settings)
    {
        var random = new SplitMix64((ulong)rank);
        var x = new float[settings.Tokens * settings.Hidden];
        random.Fill(x, scale: 4f);
        var weights = new float[settings.Tokens * settings.TopK];
        random.Fill(weights, scale: 8f);
        var experts = new int[weights.Length];
        var keys = new float[settings.Experts];
        for (int token = 0; token < settings.Tokens; token++)
        {
            random.Fill(keys, scale: 1f);
            for (int choice = 0; choice < settings.TopK; choice++)
            {
                int chosen = Array.IndexOf(keys, keys.Max());
                experts[(token * settings.TopK) + choice] = chosen;
                keys[chosen] = -2f;
            }
        }

        return new Batch(
            Array.ConvertAll(x, MathF.Floor), experts,
            Array.ConvertAll(weights, weight => (MathF.Floor(weight) + 8f) / 16f));
    }
}
