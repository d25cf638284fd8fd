namespace Moe.Runtime;

/// <summary>A part of what the device does in a call.</summary>
internal sealed record StageRecord
{
    /// <summary>Its name, such as <c>pack</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>How long it took on the device, waiting for other ranks included.</summary>
    public required double Seconds { get; init; }
}
