using System.Diagnostics;
using System.Runtime.InteropServices;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>Times work of all ranks, which call it alike: ten warm-ups, then the median of the runs.</summary>
/// <param name="rank">This rank.</param>
/// <param name="iterations">How many runs count.</param>
/// <param name="memory">What a stage by itself finds the device busy with.</param>
internal sealed class RankTimer(Rank rank, int iterations, BenchMemory memory) : IDisposable
{
    private const int WarmUps = 10;

    private static readonly TimeSpan Head = TimeSpan.FromMicroseconds(100);

    private readonly DeviceEvent _start = rank.Device.CreateEvent(isTimed: true);
    private readonly DeviceEvent _stop = rank.Device.CreateEvent(isTimed: true);

    // The CPU device does not count.
    private long? Allocations => (rank.Device as CudaDevice)?.Allocations;

    /// <summary>Times calls as a user makes them: the device is idle, and all ranks begin together.</summary>
    /// <param name="traffic">What this rank moves.</param>
    /// <param name="work">The calls.</param>
    /// <param name="prepare">What comes before each run, untimed; null: nothing.</param>
    /// <returns>The slowest rank's, on every rank.</returns>
    public Sample Calls(Traffic traffic, Action work, Action? prepare = null)
        => Measure(traffic, work, prepare, busy: false);

    /// <summary>
    /// Times kernels by themselves: the device is still busy when they are enqueued, so that the time to launch them is
    /// left out, and with what leaves nothing of theirs in its cache.
    /// </summary>
    /// <inheritdoc cref="Calls"/>
    public Sample Kernels(Traffic traffic, Action work) => Measure(traffic, work, prepare: null, busy: true);

    public void Dispose()
    {
        _start.Dispose();
        _stop.Dispose();
    }

    private Sample Measure(Traffic traffic, Action work, Action? prepare, bool busy)
    {
        var times = new double[iterations];
        var hostTimes = new double[iterations];
        long heapBytes = 0;
        long? allocations = 0;
        for (int run = -WarmUps; run < iterations; run++)
        {
            prepare?.Invoke();
            rank.Stream.Synchronize();
            StartTogether();
            if (busy)
                memory.Sweep(rank.Stream);
            rank.Stream.Record(_start);
            long heapBefore = GC.GetAllocatedBytesForCurrentThread();
            long? allocationsBefore = Allocations;
            long before = Stopwatch.GetTimestamp();
            work();
            var host = Stopwatch.GetElapsedTime(before);
            long heapAfter = GC.GetAllocatedBytesForCurrentThread();
            rank.Stream.Record(_stop);
            _stop.Wait();
            if (run < 0)
                continue;
            times[run] = _stop.Since(_start).TotalMicroseconds;
            hostTimes[run] = host.TotalMicroseconds;
            heapBytes += heapAfter - heapBefore;
            allocations += Allocations - allocationsBefore;
        }

        return Slowest(new Sample(
            Median(times), Median(hostTimes), traffic, (double)heapBytes / iterations,
            (double?)allocations / iterations));
    }

    // Threads leave a meeting one after the other, tens of microseconds apart: they agree on a moment instead, by a
    // clock that all processes of a machine share.
    private void StartTogether()
    {
        long latest = Gather("bench: start", Stopwatch.GetTimestamp()).Max();
        while (Stopwatch.GetElapsedTime(latest) < Head)
            Thread.SpinWait(1);
    }

    private Sample Slowest(Sample own) => Gather("bench: result", own).MaxBy(sample => sample.Microseconds);

    private IEnumerable<T> Gather<T>(string step, T value)
        where T : unmanaged
        => rank.Control.AllGather(step, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)))
            .Select(bytes => MemoryMarshal.Read<T>(bytes));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
