using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Consecutive experts share a rank; the answer is weighed as it is where nothing is said.</summary>
[Routing]
public readonly partial struct PlainBlockRouting(int expertsPerRank) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
}
