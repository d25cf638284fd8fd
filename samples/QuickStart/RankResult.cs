namespace QuickStart;

/// <summary>What one rank has to show.</summary>
/// <param name="Combined">[T, H] the combined tokens.</param>
/// <param name="RowsToRank">[R] rows it sent to each rank, itself included.</param>
/// <param name="ChoicesPerExpert">[L] choices that its experts answered.</param>
internal sealed record RankResult(float[] Combined, int[] RowsToRank, int[] ChoicesPerExpert);
