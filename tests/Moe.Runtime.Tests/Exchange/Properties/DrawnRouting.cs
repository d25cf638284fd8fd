using Moe.Dsl;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>
/// Tables say where each replica of each expert lives, if anywhere; token and choice take turns among the replicas, and
/// light choices are dropped.
/// </summary>
/// <param name="rankOf">[E * replicas] each replica's rank; negative where it lives nowhere.</param>
/// <param name="slotOf">[E * replicas] the expert it is there.</param>
/// <param name="replicas">How many replicas each expert has.</param>
/// <param name="leastWeight">What a choice has to weigh to be sent.</param>
[Routing]
public readonly partial struct DrawnRouting(
    DeviceView<int> rankOf, DeviceView<int> slotOf, int replicas, float leastWeight) : IRouting
{
    [Dispatch]
    public Destination Route(Assignment choice)
    {
        if (choice.Weight < leastWeight)
            return Destination.Dropped;
        int replica = choice.Expert * replicas + (choice.Token + choice.Choice) % replicas;
        return rankOf[replica] < 0 ? Destination.Dropped : new Destination(rankOf[replica], slotOf[replica]);
    }
}
