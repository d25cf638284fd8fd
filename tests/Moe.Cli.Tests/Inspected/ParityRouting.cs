using Moe.Dsl;

namespace Inspected;

/// <summary>Even experts live on rank 0, odd ones on rank 1.</summary>
[Routing]
public readonly partial struct ParityRouting : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice) => new(choice.Expert & 1, choice.Expert >> 1);

    [Combine]
    public float Halve(float value, float weight) => value * weight * 0.5f;
}
