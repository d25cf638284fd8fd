using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>
/// A routing whose methods have names of the author's own, and whose weighing reads state, shifts and clamps.
/// </summary>
[Routing]
public readonly partial struct RenamedRouting(int expertsPerRank, float limit) : IRouting
{
    [Dispatch]
    public Destination Place(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);

    [Combine]
    public float Blend(float value, float weight)
    {
        float answer = (value * weight) + 0.125f;
        if (answer > limit)
            return limit;
        return answer < -limit ? -limit : answer;
    }
}
