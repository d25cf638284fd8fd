using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Consecutive experts share a rank; the weight counts twice.</summary>
[Routing]
public readonly partial struct SquaredWeightRouting(int expertsPerRank) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);

    [Combine]
    public float Weigh(float value, float weight) => value * weight * weight;
}
