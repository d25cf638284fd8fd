using Moe.Runtime;

namespace ExpertPlacement;

/// <summary>A placement in a rank's device memory. It outlives the exchange whose routing reads it.</summary>
internal sealed record PlacementTables(DeviceArray<int> FirstOf, DeviceArray<int> RankOf, DeviceArray<int> SlotOf)
    : IDisposable
{
    /// <summary>As device code reads it.</summary>
    public ReplicaTable View(int ranksPerNode) => new(FirstOf, RankOf, SlotOf, ranksPerNode);

    /// <inheritdoc/>
    public void Dispose()
    {
        FirstOf.Dispose();
        RankOf.Dispose();
        SlotOf.Dispose();
    }
}
