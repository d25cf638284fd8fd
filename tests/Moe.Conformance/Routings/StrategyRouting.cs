using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>A routing whose state is an enum and a struct.</summary>
[Routing]
public readonly partial struct StrategyRouting(Strategy strategy, Topology topology) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => strategy switch
    {
        Strategy.RoundRobin => new Destination(choice.Expert % topology.Ranks, choice.Expert / topology.Ranks),
        _ => new Destination(choice.Expert / topology.ExpertsPerRank, choice.Expert % topology.ExpertsPerRank),
    };
}
