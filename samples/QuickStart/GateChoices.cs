namespace QuickStart;

/// <summary>What the gate chose.</summary>
/// <param name="Experts">[T, K] experts, 0 to E - 1.</param>
/// <param name="Weights">[T, K] their weights.</param>
internal sealed record GateChoices(int[] Experts, float[] Weights);
