using Moe.Dsl;

namespace Moe.Bench;

/// <summary>Consecutive experts share a rank: expert e lives on rank e / expertsPerRank.</summary>
[Routing]
public readonly partial struct BenchRouting(int expertsPerRank) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
}
