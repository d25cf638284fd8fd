using Moe.Dsl;

namespace Moe.CpuBench;

/// <summary>Consecutive experts share a rank: expert e lives on rank e / expertsPerRank.</summary>
[Routing]
public readonly partial struct TimedRouting(int expertsPerRank) : IRouting
{
    /// <summary>Where a choice goes.</summary>
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
}
