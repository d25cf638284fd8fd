namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>How a gate's choices are spread over experts, and experts over ranks.</summary>
/// <param name="Replicas">Places that each expert has.</param>
/// <param name="LeastWeight">Lighter choices are dropped by the routing.</param>
/// <param name="Skew">A choice is the lowest of so many experts, each drawn evenly: 1 is no skew.</param>
/// <param name="Masked">The share of choices that are -1.</param>
/// <param name="LongIds">Whether ids are handed over as long rather than int.</param>
internal sealed record ExchangeLoad(int Replicas, float LeastWeight, int Skew, double Masked, bool LongIds);
