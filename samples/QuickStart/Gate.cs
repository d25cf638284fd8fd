using Samples;

namespace QuickStart;

/// <summary>Scores the experts by a fixed projection; the K best are a token's choices, weighed by softmax over them.</summary>
internal sealed class Gate
{
    private const ulong Seed = 0x6761_7465;

    private readonly Settings _settings;
    private readonly float[] _projection;

    /// <summary>A gate for the settings' E, K and H.</summary>
    public Gate(Settings settings)
    {
        _settings = settings;
        _projection = new float[settings.Experts * settings.Hidden];
        new SplitMix64(Seed).Fill(_projection, scale: 3f / MathF.Sqrt(settings.Hidden));
    }

    /// <summary>Chooses.</summary>
    /// <param name="x">[T, H].</param>
    public GateChoices Choose(ReadOnlySpan<float> x)
    {
        var (topK, hidden) = (_settings.TopK, _settings.Hidden);
        int tokens = x.Length / hidden;
        var choices = new GateChoices(new int[tokens * topK], new float[tokens * topK]);
        var scores = new float[_settings.Experts];
        for (int token = 0; token < tokens; token++)
        {
            for (int expert = 0; expert < scores.Length; expert++)
            {
                scores[expert] = Vectors.DotInFloat(
                    x.Slice(token * hidden, hidden), _projection.AsSpan(expert * hidden, hidden));
            }

            TakeBest(
                scores, choices.Experts.AsSpan(token * topK, topK), choices.Weights.AsSpan(token * topK, topK));
        }

        return choices;
    }

    private static void TakeBest(float[] scores, Span<int> experts, Span<float> weights)
    {
        for (int choice = 0; choice < experts.Length; choice++)
        {
            int best = Array.IndexOf(scores, scores.Max());
            experts[choice] = best;
            weights[choice] = scores[best];
            scores[best] = float.NegativeInfinity;
        }

        // The first is the greatest: taken off, no exponential overflows.
        float greatest = weights[0];
        float sum = 0f;
        foreach (ref float weight in weights)
            sum += weight = MathF.Exp(weight - greatest);
        foreach (ref float weight in weights)
            weight /= sum;
    }
}
