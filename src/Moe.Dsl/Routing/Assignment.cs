namespace Moe.Dsl;

/// <summary>One of the K choices the gate made for one token.</summary>
/// <param name="Token">The token's index on its own rank, 0 to T - 1.</param>
/// <param name="Choice">Which of the token's choices this is, 0 to K - 1.</param>
/// <param name="Expert">The chosen expert, 0 to E - 1: masked choices (-1) are never routed.</param>
/// <param name="Weight">The weight the gate gave it.</param>
[Device]
public readonly partial record struct Assignment(int Token, int Choice, int Expert, float Weight);
