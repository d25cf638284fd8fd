using Moe.Dsl;

namespace Moe.TestRank;

/// <summary>Expert e lives on rank e.</summary>
[Routing]
public readonly partial struct RingRouting : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => new(choice.Expert, 0);
}
