using Moe.Dsl;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>Consecutive experts share a rank.</summary>
[Routing]
public readonly partial struct BlockRouting(int expertsPerRank) : IRouting
{
    /// <summary>Expert e lives on rank e / expertsPerRank.</summary>
    [Dispatch]
    public Destination Route(Assignment choice)
        => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);

    /// <summary>Value times weight.</summary>
    [Combine]
    public float Weigh(float value, float weight) => value * weight;
}

/// <summary>A table says where each expert lives; light choices are dropped. Methods have names of their own.</summary>
[Routing]
public readonly partial struct TableRouting(DeviceView<int> rankOf, DeviceView<int> slotOf, float threshold) : IRouting
{
    [Dispatch]
    public Destination Place(Assignment choice)
    {
        if (choice.Weight < threshold)
            return Destination.Dropped;
        return new Destination(rankOf[choice.Expert], slotOf[choice.Expert]);
    }
}
