namespace Moe.Conformance.Oracle;

/// <summary>Where a choice goes, in plain C#: a rank and an expert there; null goes nowhere.</summary>
public delegate (int Rank, int Expert)? RouteRule(int token, int choice, int expert, float weight);
