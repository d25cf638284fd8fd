namespace Moe.Runtime;

/// <summary>A call of an exchange.</summary>
internal sealed record StepRecord
{
    /// <summary>plan, dispatch or combine.</summary>
    public required string Step { get; init; }

    /// <summary>Its plan's number.</summary>
    public required int Plan { get; init; }

    /// <summary>How long the host was in the call.</summary>
    public required double HostSeconds { get; init; }

    /// <summary>Bytes to other ranks.</summary>
    public required long WireBytesSent { get; init; }

    /// <summary>Bytes of a row for each choice that came to this rank's experts.</summary>
    public required long LogicalBytes { get; init; }

    /// <summary>What the device did, in its order; empty where it was not known in time.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }
}
