using Moe.Dsl;

namespace GroupedExperts;

/// <summary>Consecutive experts share a rank: expert e lives on rank e / expertsPerRank.</summary>
[Routing]
public readonly partial struct BlockRouting(int expertsPerRank) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
}
