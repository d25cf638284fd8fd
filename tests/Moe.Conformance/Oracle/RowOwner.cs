namespace Moe.Conformance.Oracle;

/// <summary>Whose row it is, by expert: one choice of one token of one rank.</summary>
public readonly record struct RowOwner(int Source, int Token, int Choice);
