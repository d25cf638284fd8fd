namespace ExpertPlacement;

/// <summary>What the gate chose for a rank's tokens.</summary>
/// <param name="Experts">[T, K] experts, the heaviest first.</param>
/// <param name="Weights">[T, K] their weights.</param>
internal sealed record GateChoices(int[] Experts, float[] Weights);
