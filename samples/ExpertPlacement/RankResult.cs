namespace ExpertPlacement;

/// <summary>What one rank has to show.</summary>
/// <param name="Combined">[T, H] the combined tokens.</param>
/// <param name="TokensToRank">[R] rows that it sent to each rank, itself included.</param>
/// <param name="ChoicesPerSlot">[L] choices that its experts answered.</param>
internal sealed record RankResult(float[] Combined, int[] TokensToRank, int[] ChoicesPerSlot);
