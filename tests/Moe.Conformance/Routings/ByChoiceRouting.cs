using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Choice k goes to rank (token + k) % ranks, whatever the expert: what a choice is, is all that counts.</summary>
[Routing]
public readonly partial struct ByChoiceRouting(int ranks) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => new((choice.Token + choice.Choice) % ranks, choice.Expert);
}
