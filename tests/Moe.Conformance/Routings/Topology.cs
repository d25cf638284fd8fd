using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>What a routing knows of the ranks.</summary>
[Device]
public readonly partial record struct Topology(int Ranks, int ExpertsPerRank);
