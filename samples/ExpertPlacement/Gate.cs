using Samples;

namespace ExpertPlacement;

/// <summary>A gate with favourites: the n-th most popular expert is n times less likely than the most popular one.</summary>
internal static class Gate
{
    // Weights are whole parts of it, so that sums of them are exact in float.
    private const int Parts = 256;

    /// <summary>Draws the choices of a rank's tokens.</summary>
    public static GateChoices Of(int rank, Settings settings)
    {
        var random = new SplitMix64((ulong)rank);
        var choices = new GateChoices(
            new int[settings.Tokens * settings.TopK], new float[settings.Tokens * settings.TopK]);
        var scores = new float[settings.Experts];
        for (int token = 0; token < settings.Tokens; token++)
        {
            // Of p / -ln u, u being spread evenly, the greatest belongs to each expert with a chance proportional to its p.
            random.Fill(scores, scale: 0.5f);
            for (int expert = 0; expert < scores.Length; expert++)
                scores[expert] = PopularityOf(expert, settings) / -MathF.Log(scores[expert] + 0.5f + float.Epsilon);
            Take(
                scores,
                choices.Experts.AsSpan(token * settings.TopK, settings.TopK),
                choices.Weights.AsSpan(token * settings.TopK, settings.TopK));
        }

        return choices;
    }

    // Popular experts are anywhere: 5 is prime to most numbers of experts.
    private static float PopularityOf(int expert, Settings settings) => 1f / (1 + (5 * expert % settings.Experts));

    // The best K, the best first; each weighs its part of the sum of their roots.
    private static void Take(float[] scores, Span<int> experts, Span<float> weights)
    {
        float sum = 0f;
        for (int choice = 0; choice < experts.Length; choice++)
        {
            int best = Array.IndexOf(scores, scores.Max());
            (experts[choice], weights[choice]) = (best, MathF.Sqrt(scores[best]));
            sum += weights[choice];
            scores[best] = -1f;
        }

        foreach (ref float weight in weights)
            weight = MathF.Round(weight / sum * Parts) / Parts;
    }
}
