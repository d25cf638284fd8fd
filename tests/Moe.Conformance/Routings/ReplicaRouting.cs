using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>
/// Every expert lives on two neighbouring ranks; even tokens go to the first, odd ones to the second. All ranks keep a
/// place for each expert.
/// </summary>
[Routing]
public readonly partial struct ReplicaRouting(int ranks) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        int first = choice.Expert % ranks;
        int replica = choice.Token & 1;
        return new Destination((first + replica) % ranks, choice.Expert);
    }
}
