namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>Where a choice goes: an expert of a rank, and what it weighs there.</summary>
internal readonly record struct Place(int Rank, int Expert, float Weight);
