using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Moe.CpuBench;

/// <summary>
/// What the calling thread has had of the processor: on a shared machine, time by the clock is also that of others.
/// Where the system is not Linux it is time by the clock.
/// </summary>
internal static unsafe partial class ProcessorTime
{
    private const int OfTheThread = 3;

    /// <summary>Milliseconds since some moment.</summary>
    public static double Now()
    {
        if (!OperatingSystem.IsLinux())
            return Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;
        Time time;
        if (GetTime(OfTheThread, &time) != 0)
            throw new InvalidOperationException("The thread's time is not to be had.");
        return time.Seconds * 1e3 + time.Nanoseconds * 1e-6;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, Time* time);

    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
