using System.Numerics;
using Moe.Dsl;

namespace ExpertPlacement;

/// <summary>
/// An expert may live in several places. A token goes to few nodes: a choice takes a replica on a node that the token
/// goes to anyway, else opens one more, else is dropped. Choices of little weight are dropped first.
/// </summary>
/// <param name="replicas">Where experts live.</param>
/// <param name="chosen">[T * K] the gate's choices, which the plan is made from; -1 where masked.</param>
/// <param name="weights">[T * K] their weights.</param>
/// <param name="topK">K.</param>
/// <param name="mostNodes">The most nodes that a token goes to.</param>
/// <param name="leastWeight">What a choice has to weigh.</param>
[Routing]
public readonly partial struct ReplicaRouting(
    ReplicaTable replicas, DeviceView<int> chosen, DeviceView<float> weights, int topK, int mostNodes, float leastWeight)
    : IRouting
{
    /// <summary>
    /// Choices are placed in the gate's order, the heaviest first. Each is placed without asking the others, so it goes
    /// over those before it again: K is small, and nothing has to be kept.
    /// </summary>
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        uint nodes = 0u;
        for (int earlier = 0; earlier < choice.Choice; earlier++)
        {
            int placed = ReplicaFor(choice.Token, earlier, nodes);
            if (placed >= 0)
                nodes |= 1u << replicas.NodeOf(placed);
        }

        int replica = ReplicaFor(choice.Token, choice.Choice, nodes);
        return replica < 0 ? Destination.Dropped : replicas.DestinationOf(replica);
    }

    /// <summary>Which of an expert's replicas a token asks first: neighbouring tokens ask different ones.</summary>
    [Device]
    public static int Turn(int token, int count) => (int)((uint)token * 2654435761u >> 16) % count;

    /// <summary>The replica that a choice takes when its token goes to these nodes already; -1: none.</summary>
    [Device]
    private int ReplicaFor(int token, int choice, uint nodes)
    {
        int item = token * topK + choice;
        int expert = chosen[item];
        if (expert < 0 || weights[item] < leastWeight)
            return -1;
        int first = replicas.FirstOf(expert);
        int count = replicas.CountOf(expert);
        int turn = Turn(token, count);
        for (int i = 0; i < count; i++)
        {
            int replica = first + (turn + i) % count;
            if ((nodes >> replicas.NodeOf(replica) & 1u) != 0u)
                return replica;
        }

        return BitOperations.PopCount(nodes) < mostNodes ? first + turn : -1;
    }
}
