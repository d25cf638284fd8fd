using Moe.Conformance.Oracle;

namespace Moe.Conformance.Trials;

/// <summary>Compares tables and says where they first differ.</summary>
public static class Expect
{
    /// <summary>Equal integers.</summary>
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IEquatable<T>
        => Compare(expected, actual, what, (left, right) => left.Equals(right));

    /// <summary>Equal bits, NaN matching NaN.</summary>
    public static void SameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged
        => Compare(expected, actual, what, ElementFormat<T>.Instance.Same);

    /// <summary>Every field of what a rank received.</summary>
    public static void Same<T>(Received<T> expected, Received<T> actual, string where)
        where T : unmanaged
    {
        Equal<int>(expected.TokensToRank, actual.TokensToRank, $"{where}TokensToRank");
        Equal<int>(expected.TokensFromRank, actual.TokensFromRank, $"{where}TokensFromRank");
        Equal<int>(expected.TokensPerExpert, actual.TokensPerExpert, $"{where}TokensPerExpert");
        Equal<int>(expected.ExpertOffsets, actual.ExpertOffsets, $"{where}ExpertOffsets");
        Equal<int>([expected.ChoicesMasked], [actual.ChoicesMasked], $"{where}ChoicesMasked");
        Equal<int>([expected.ChoicesDropped], [actual.ChoicesDropped], $"{where}ChoicesDropped");
        Equal<int>(expected.SourceRank, actual.SourceRank, $"{where}SourceRank");
        Equal<int>(expected.SourceIndex, actual.SourceIndex, $"{where}SourceIndex");
        Equal<int>(expected.TopkIndices, actual.TopkIndices, $"{where}TopkIndices");
        SameBits<float>(expected.TopkWeights, actual.TopkWeights, $"{where}TopkWeights");
        Equal<int>(expected.RowToken, actual.RowToken, $"{where}RowToken");
        Equal<int>(expected.RowChoice, actual.RowChoice, $"{where}RowChoice");
        SameBits<float>(expected.RowWeight, actual.RowWeight, $"{where}RowWeight");
        SameBits<T>(expected.Rows, actual.Rows, $"{where}Rows");
    }

    private static void Compare<T>(
        ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what, Func<T, T, bool> same)
    {
        if (expected.Length != actual.Length)
            throw new AssertFailedException($"{what} has {actual.Length} entries, not {expected.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!same(expected[i], actual[i]))
                throw new AssertFailedException($"{what}[{i}] is {actual[i]}, not {expected[i]}.");
        }
    }
}
