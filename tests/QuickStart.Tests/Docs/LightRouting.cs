using Moe.Dsl;

namespace App;

/// <summary>Consecutive experts share a rank; choices of little weight are dropped.</summary>
[Routing]
public readonly partial struct LightRouting(int expertsPerRank, float leastWeight) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
        => choice.Weight < leastWeight
            ? Destination.Dropped
            : new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
}
