using Moe.Conformance.Oracle;
using Moe.Dsl;

namespace Moe.Conformance.Trials;

/// <summary>A routing twice over: as the exchange runs it, and in plain C# for the oracle.</summary>
/// <param name="Create">The routing, with its tables on a rank's device.</param>
/// <param name="Route">Where it sends a choice.</param>
/// <param name="Weigh">How it weighs; null where it says nothing.</param>
/// <typeparam name="TRouting">The routing.</typeparam>
public sealed record RoutingModel<TRouting>(
    Func<RoutingTables, TRouting> Create, RouteRule Route, WeighRule? Weigh = null)
    where TRouting : unmanaged, IRouting;
