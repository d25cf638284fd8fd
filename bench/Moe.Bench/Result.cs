using System.Text.Json.Serialization;

namespace Moe.Bench;

/// <summary>A line of the report; the PyTorch baseline's lines have the same keys as far as they go.</summary>
internal sealed record Result
{
    /// <summary>What was measured.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The name where the case is clear.</summary>
    [JsonIgnore]
    public string ShortName { get; private init; } = "";

    /// <summary>The slowest rank's median.</summary>
    [JsonPropertyName("us")]
    public required double Microseconds { get; init; }

    /// <summary>How long its host was busy; in a dispatch that waits for counts, that wait is in it.</summary>
    [JsonPropertyName("host_us")]
    public double HostMicroseconds { get; init; }

    /// <summary>What its host's calls took of the managed heap, on average.</summary>
    [JsonPropertyName("heap_bytes")]
    public double? HeapBytes { get; init; }

    /// <summary>How often its host's calls asked the device for memory, on average.</summary>
    [JsonPropertyName("device_allocations")]
    public double? DeviceAllocations { get; init; }

    [JsonPropertyName("wire_bytes")]
    public long? WireBytes { get; init; }

    [JsonPropertyName("wire_GBps")]
    public double? WireRate { get; init; }

    [JsonPropertyName("logical_bytes")]
    public long? LogicalBytes { get; init; }

    [JsonPropertyName("logical_GBps")]
    public double? LogicalRate { get; init; }

    /// <summary>Read plus written.</summary>
    [JsonPropertyName("memory_bytes")]
    public long? MemoryBytes { get; init; }

    [JsonPropertyName("GBps")]
    public double? MemoryRate { get; init; }

    /// <summary>The rate of memory as a share of that of a device copy that moves as many bytes.</summary>
    [JsonPropertyName("of_copy")]
    public double? OfCopy { get; init; }

    /// <summary>The time as a multiple of that of raw sends and receives of the same bytes.</summary>
    [JsonPropertyName("of_raw")]
    public double? OfRaw { get; init; }

    /// <summary>What was measured of a case, or, without one, of the machine.</summary>
    public static Result Of(string what, Sample sample, Case? @case = null) => new()
    {
        // The PyTorch baseline has "dispatch" and "combine" equally long.
        Name = @case is null ? what : $"{what,-8} {@case.Label}",
        ShortName = what,
        Microseconds = Math.Round(sample.Microseconds, 1),
        HostMicroseconds = Math.Round(sample.HostMicroseconds, 1),
        HeapBytes = sample.HeapBytes,
        DeviceAllocations = sample.DeviceAllocations,
        WireBytes = Some(sample.Traffic.Wire),
        WireRate = Some(sample.WireRate),
        LogicalBytes = Some(sample.Traffic.Logical),
        LogicalRate = Some(sample.LogicalRate),
        MemoryBytes = Some(sample.Traffic.Memory),
        MemoryRate = Some(sample.MemoryRate),
    };

    private static long? Some(long bytes) => bytes == 0 ? null : bytes;

    private static double? Some(double rate) => rate == 0 ? null : Math.Round(rate, 1);
}
