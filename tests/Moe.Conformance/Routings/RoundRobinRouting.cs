using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Experts are dealt to the ranks in turn: expert e lives on rank e % ranks.</summary>
[Routing]
public readonly partial struct RoundRobinRouting(int ranks) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => new(choice.Expert % ranks, choice.Expert / ranks);
}
