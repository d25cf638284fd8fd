using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Choice k of a token goes to rank (token + k) % ranks, whatever the expert.</summary>
[Routing]
public readonly partial struct ByChoiceRouting(int ranks) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => new((choice.Token + choice.Choice) % ranks, choice.Expert);
}
