using Moe.Dsl;

namespace ExpertPlacement;

/// <summary>Where each expert's replicas live: P of them, those of an expert one after the other.</summary>
/// <param name="firstOf">[E + 1] each expert's first replica; the last entry is P.</param>
/// <param name="rankOf">[P] each replica's rank.</param>
/// <param name="slotOf">[P] its place among the experts of that rank.</param>
/// <param name="ranksPerNode">How many consecutive ranks share a node; nodes are 32 at most.</param>
[Device]
public readonly partial struct ReplicaTable(
    DeviceView<int> firstOf, DeviceView<int> rankOf, DeviceView<int> slotOf, int ranksPerNode)
{
    /// <summary>An expert's first replica.</summary>
    [Device]
    public int FirstOf(int expert) => firstOf[expert];

    /// <summary>How many replicas an expert has.</summary>
    [Device]
    public int CountOf(int expert) => firstOf[expert + 1] - firstOf[expert];

    /// <summary>The node that a replica lives on.</summary>
    [Device]
    public int NodeOf(int replica) => rankOf[replica] / ranksPerNode;

    /// <summary>The replica, as a routing names it.</summary>
    [Device]
    public Destination DestinationOf(int replica) => new(rankOf[replica], slotOf[replica]);
}
