using Moe.Conformance.Oracle;

namespace Moe.Conformance.Trials;

/// <summary>What one rank saw of a trial.</summary>
/// <param name="Received">What the dispatch brought.</param>
/// <param name="Combined">[T, H] what combine wrote.</param>
/// <typeparam name="T">The element type of rows.</typeparam>
public sealed record TrialOutcome<T>(Received<T> Received, T[] Combined)
    where T : unmanaged;
