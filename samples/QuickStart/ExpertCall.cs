using Moe.Runtime;

namespace QuickStart;

/// <summary>One answer that an expert here is asked for.</summary>
/// <param name="Row">The dispatched row that it reads, and to whose answer it adds.</param>
/// <param name="Expert">The expert, counted from 0 on this rank.</param>
/// <param name="Weight">What its answer is multiplied by before it is added: 1 where combine weighs.</param>
internal readonly record struct ExpertCall(int Row, int Expert, float Weight)
{
    /// <summary>The calls that a dispatch asks for.</summary>
    public static ExpertCall[] For(DispatchedTokens<float> tokens)
        => tokens.Layout == ExpertLayout.ByExpert ? ByExpert(tokens.Counts) : ByRank(tokens);

    // One row for each choice: combine weighs it.
    private static ExpertCall[] ByExpert(DispatchCounts counts)
    {
        var calls = new List<ExpertCall>(counts.Rows);
        for (int expert = 0; expert < counts.TokensPerExpert.Length; expert++)
        {
            for (int i = 0; i < counts.TokensPerExpert[expert]; i++)
                calls.Add(new ExpertCall(counts.ExpertOffsets[expert] + i, expert, 1f));
        }

        return [.. calls];
    }

    // One row for all choices that brought the token here. Combine weighs it where there is one; with more, who asks
    // the experts weighs.
    private static ExpertCall[] ByRank(DispatchedTokens<float> tokens)
    {
        var experts = tokens.TopkIndices.ToArray();
        var weights = tokens.TopkWeights.ToArray();
        int topK = tokens.TopkIndices.Width;
        var calls = new List<ExpertCall>(experts.Length);
        for (int i = 0; i < experts.Length; i++)
        {
            if (experts[i] >= 0)
                calls.Add(new ExpertCall(i / topK, experts[i], topK == 1 ? 1f : weights[i]));
        }

        return [.. calls];
    }
}
