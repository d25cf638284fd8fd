namespace Moe.Conformance.Oracle;

/// <summary>What one rank brings: its tokens, and what the gate chose for them.</summary>
/// <param name="Tokens">T.</param>
/// <param name="Experts">[T, K] the chosen experts; -1 is masked.</param>
/// <param name="Weights">[T, K] their weights.</param>
/// <param name="X">[T, H] the tokens' rows.</param>
/// <typeparam name="T">The element type of rows.</typeparam>
public sealed record Batch<T>(int Tokens, long[] Experts, float[] Weights, T[] X)
    where T : unmanaged;
