using Moe.Dsl;

namespace Moe.Conformance.Routings;

/// <summary>Experts live where two tables in device memory say.</summary>
/// <param name="rankOf">[E] each expert's rank; negative where it lives nowhere.</param>
/// <param name="slotOf">[E] its place among the experts of that rank.</param>
[Routing]
public readonly partial struct PlacementRouting(DeviceView<int> rankOf, DeviceView<int> slotOf) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        int rank = rankOf[choice.Expert];
        if (rank < 0)
            return Destination.Dropped;
        return new Destination(rank, slotOf[choice.Expert]);
    }
}
