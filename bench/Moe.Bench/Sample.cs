namespace Moe.Bench;

/// <summary>What one rank measured; of several, the slowest rank's.</summary>
/// <param name="Microseconds">The median time on the device.</param>
/// <param name="HostMicroseconds">The median time until the calls had returned.</param>
/// <param name="Traffic">The rank's bytes.</param>
/// <param name="HeapBytes">What the calls took of the managed heap, on average; null where nobody looked.</param>
/// <param name="DeviceAllocations">How often they asked the device for memory, on average; likewise.</param>
internal readonly record struct Sample(
    double Microseconds,
    double HostMicroseconds,
    Traffic Traffic,
    double? HeapBytes = null,
    double? DeviceAllocations = null)
{
    public double WireRate => Rate(Traffic.Wire);

    public double LogicalRate => Rate(Traffic.Logical);

    public double MemoryRate => Rate(Traffic.Memory);

    // In GB/s.
    private double Rate(long bytes) => bytes / Microseconds / 1e3;
}
