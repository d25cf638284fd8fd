using Samples;

namespace GroupedExperts;

/// <summary>The weights of one expert: down(relu(up(x))). All are -1, 0 or 1.</summary>
/// <param name="Up">[I, H].</param>
/// <param name="Down">[H, I].</param>
internal sealed record ExpertWeights(float[] Up, float[] Down)
{
    /// <summary>The weights of an expert, the same whoever asks.</summary>
    public static ExpertWeights Of(int expert, Settings settings)
    {
        var random = new SplitMix64((ulong)expert);
        return new ExpertWeights(Draw(settings.Inner * settings.Hidden), Draw(settings.Hidden * settings.Inner));

        float[] Draw(int count)
        {
            var values = new float[count];
            random.Fill(values, scale: 1.5f);
            return Array.ConvertAll(values, MathF.Round);
        }
    }
}
