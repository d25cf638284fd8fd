using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>How experts are spread over ranks.</summary>
[Device]
public enum Strategy
{
    /// <summary>Neighbours share a rank.</summary>
    Block,

    /// <summary>Ranks take turns.</summary>
    RoundRobin,
}
