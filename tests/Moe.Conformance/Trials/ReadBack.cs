using Moe.Conformance.Oracle;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Reads what a dispatch brought back to the host.</summary>
public static class ReadBack
{
    /// <summary>Every field; the counts on the host have to be those on the device.</summary>
    public static Received<T> Of<T>(DispatchedTokens<T> tokens)
        where T : unmanaged
    {
        bool byExpert = tokens.Layout == ExpertLayout.ByExpert;
        var received = new Received<T>
        {
            Rows = tokens.Rows.ToArray(),
            SourceIndex = tokens.SourceIndex.ToArray(),
            SourceRank = tokens.SourceRank.ToArray(),
            TopkIndices = tokens.TopkIndices.ToArray(),
            TopkWeights = tokens.TopkWeights.ToArray(),
            TokensToRank = tokens.TokensToRank.ToArray(),
            TokensFromRank = tokens.TokensFromRank.ToArray(),
            TokensPerExpert = tokens.TokensPerExpert.ToArray(),
            ExpertOffsets = tokens.ExpertOffsets.ToArray(),
            ChoicesMasked = tokens.Counts.ChoicesMasked,
            ChoicesDropped = tokens.Counts.ChoicesDropped,
            RowToken = byExpert ? tokens.RowToken.ToArray() : [],
            RowChoice = byExpert ? tokens.RowChoice.ToArray() : [],
            RowWeight = byExpert ? tokens.RowWeight.ToArray() : [],
        };
        CompareWithHost(tokens.Counts, tokens.Rows.Count, received);
        return received;
    }

    private static void CompareWithHost<T>(DispatchCounts host, long rows, Received<T> device)
        where T : unmanaged
    {
        Expect.Equal(device.TokensToRank, host.TokensToRank, "Counts.TokensToRank");
        Expect.Equal(device.TokensFromRank, host.TokensFromRank, "Counts.TokensFromRank");
        Expect.Equal(device.TokensPerExpert, host.TokensPerExpert, "Counts.TokensPerExpert");
        Expect.Equal(device.ExpertOffsets, host.ExpertOffsets, "Counts.ExpertOffsets");
        Expect.Equal([device.SourceIndex.Length], [host.Pairs], "Counts.Pairs");
        Expect.Equal([rows], [(long)host.Rows], "Counts.Rows");
    }
}
