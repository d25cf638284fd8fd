using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Consecutive experts share a rank; choices of little weight are dropped.</summary>
[Routing]
public readonly partial struct ThresholdRouting(int expertsPerRank, float leastWeight) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        if (choice.Weight < leastWeight)
            return Destination.Dropped;
        return new Destination(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
    }
}
