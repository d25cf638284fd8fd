using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>
/// Experts have replicas, which tables place. A token may go to some consecutive nodes, the first of which its index
/// says, and takes turns among an expert's replicas there; choices that find none, and light ones, are dropped.
/// </summary>
/// <param name="firstOf">[E + 1] each expert's first replica; the last entry is their number, P.</param>
/// <param name="rankOf">[P] each replica's rank.</param>
/// <param name="slotOf">[P] its place among the experts of that rank.</param>
/// <param name="ranksPerNode">How many consecutive ranks share a node.</param>
/// <param name="nodes">How many nodes there are.</param>
/// <param name="mostNodes">How many of them a token may go to.</param>
/// <param name="leastWeight">What a choice has to weigh.</param>
[Routing]
public readonly partial struct NodeLimitedRouting(
    DeviceView<int> firstOf,
    DeviceView<int> rankOf,
    DeviceView<int> slotOf,
    int ranksPerNode,
    int nodes,
    int mostNodes,
    float leastWeight) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        if (choice.Weight < leastWeight)
            return Destination.Dropped;
        int first = firstOf[choice.Expert];
        int count = firstOf[choice.Expert + 1] - first;
        for (int i = 0; i < count; i++)
        {
            int replica = first + (Turn(choice.Token) + i) % count;
            int node = rankOf[replica] / ranksPerNode;
            if ((node - choice.Token % nodes + nodes) % nodes < mostNodes)
                return new Destination(rankOf[replica], slotOf[replica]);
        }

        return Destination.Dropped;
    }

    /// <summary>A number that neighbouring tokens share with few.</summary>
    [Device]
    private static int Turn(int token) => (int)((uint)token * 2654435761u >> 16);
}
