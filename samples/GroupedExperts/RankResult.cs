namespace GroupedExperts;

/// <summary>What one rank has to show.</summary>
/// <param name="Combined">[T, H] the combined tokens.</param>
/// <param name="TokensPerExpert">[L] rows of each of its experts.</param>
/// <param name="ExpertOffsets">[L + 1] where they started; the last entry is how many rows there were, padding included.</param>
internal sealed record RankResult(float[] Combined, int[] TokensPerExpert, int[] ExpertOffsets);
