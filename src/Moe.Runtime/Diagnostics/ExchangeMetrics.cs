using System.Diagnostics.Metrics;

namespace Moe.Runtime;

/// <summary>What exchanges count and time.</summary>
internal static class ExchangeMetrics
{
    // From the 10 us of a launch to the second of a stall; OpenTelemetry's own default begins at 5 ms.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1],
    };

    /// <summary>Choices of this rank's tokens, by what became of them.</summary>
    public static Counter<long> ChoicesMade { get; } = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.exchange.choices.made", "{choice}", "The gate's choices for a rank's tokens: sent to an expert, masked by the gate, or dropped by the routing.");

    /// <summary>Choices of any rank's tokens for this rank's experts.</summary>
    public static Counter<long> ChoicesArrived { get; } = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.exchange.choices.arrived", "{choice}",
        "The choices of all ranks' tokens that came to a rank's experts.");

    /// <summary>Rows between this rank and others.</summary>
    public static Counter<long> Rows { get; } = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.exchange.rows", "{row}", "Rows that a rank exchanged with other ranks.");

    /// <summary>Bytes between this rank and others.</summary>
    public static Counter<long> WireBytes { get; } = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.exchange.wire.io", "By", "Bytes that a rank exchanged with other ranks, headers and metadata included.");

    /// <summary>Bytes as a user sees them moved.</summary>
    public static Counter<long> LogicalBytes { get; } = MoeTelemetry.Meter.CreateCounter<long>(
        "moe.exchange.logical.io", "By", "Bytes of a row for each choice that came to a rank's experts, wherever from.");

    /// <summary>The host's time in a call.</summary>
    public static Histogram<double> StepDuration { get; } = MoeTelemetry.Meter.CreateHistogram(
        "moe.exchange.step.duration", "s", "The time that the host spent in a call of plan, dispatch or combine.",
        tags: null, Seconds);

    /// <summary>The device's time in a stage.</summary>
    public static Histogram<double> StageDuration { get; } = MoeTelemetry.Meter.CreateHistogram(
        "moe.exchange.stage.duration", "s", "The time that a stage of plan, dispatch or combine took on the device.",
        tags: null, Seconds);

    /// <summary>Whether anyone listens to anything that is counted by step.</summary>
    public static bool AreEnabled
        => ChoicesMade.Enabled || ChoicesArrived.Enabled || Rows.Enabled || WireBytes.Enabled || LogicalBytes.Enabled || StepDuration.Enabled
            || StageDuration.Enabled;
}
