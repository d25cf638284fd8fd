using Moe.Dsl;

namespace App;

/// <summary>Experts live where two tables in device memory say.</summary>
/// <param name="rankOf">[E] each expert's rank; -1 where it lives nowhere.</param>
/// <param name="slotOf">[E] its place among the experts of that rank, from 0.</param>
[Routing]
public readonly partial struct TableRouting(DeviceView<int> rankOf, DeviceView<int> slotOf) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        int rank = rankOf[choice.Expert];
        return rank < 0 ? Destination.Dropped : new Destination(rank, slotOf[choice.Expert]);
    }
}
