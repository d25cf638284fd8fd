using Moe.Runtime;

namespace Moe.Report;

/// <summary>How long a call took, all its stages together.</summary>
/// <param name="Step">The call.</param>
/// <param name="Calls">How many were recorded on the rank that recorded most.</param>
/// <param name="Seconds">The median over calls of the slowest rank's time on its device; null where none was timed.</param>
/// <param name="HostSeconds">The same of the time that the host was in the call.</param>
internal sealed record StepSummary(string Step, int Calls, double? Seconds, double? HostSeconds)
{
    private static readonly string[] Order = ["plan", "dispatch", "combine"];

    /// <summary>The calls that were recorded, in the order in which they are made.</summary>
    /// <param name="records">[R], null where a rank is missing.</param>
    public static IReadOnlyList<StepSummary> Of(ExchangeRecord?[] records)
        => [.. Order.Select(step => Of(step, records)).Where(step => step.Calls > 0)];

    /// <summary>Where a step comes in order.</summary>
    public static int OrderOf(string step) => Array.IndexOf(Order, step);

    private static StepSummary Of(string step, ExchangeRecord?[] records)
    {
        var calls = records.OfType<ExchangeRecord>()
            .Select(record => record.Steps.Where(one => one.Step == step).ToArray())
            .ToArray();
        return new StepSummary(
            step,
            calls.Max(ofRank => ofRank.Length),
            MedianOfSlowest(calls, one => one.Stages.Count > 0 ? one.Stages.Sum(stage => stage.Seconds) : null),
            MedianOfSlowest(calls, one => one.HostSeconds));
    }

    // All ranks make the same calls in the same order, so the i-th of one belongs to the i-th of another.
    private static double? MedianOfSlowest(StepRecord[][] calls, Func<StepRecord, double?> time)
        => Median.Of(Enumerable.Range(0, calls.Min(ofRank => ofRank.Length))
            .Select(i => calls.Max(ofRank => time(ofRank[i])))
            .OfType<double>());
}
