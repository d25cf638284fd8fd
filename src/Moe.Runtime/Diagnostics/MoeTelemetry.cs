using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Moe.Runtime;

/// <summary>
/// What a program listens to, to see what exchanges do: metrics of one meter, and activities of one source, both named
/// and described in docs/observability.md. While nobody listens they cost nothing.
/// </summary>
public static class MoeTelemetry
{
    /// <summary>The meter, as for OpenTelemetry's <c>AddMeter</c>.</summary>
    public const string MeterName = "Moe.Runtime";

    /// <summary>The source of activities, as for OpenTelemetry's <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "Moe.Runtime";

    internal static Meter Meter { get; } = new(MeterName, Version);

    internal static ActivitySource Activities { get; } = new(ActivitySourceName, Version);

    private static string? Version => typeof(MoeTelemetry).Assembly.GetName().Version?.ToString(fieldCount: 3);
}
