namespace Moe.CpuBench;

/// <summary>
/// Times several ways of the same work in turns, so that whatever else the machine does meets all alike. The last is
/// the kernel.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 51;
    private const int WarmUpRounds = 40;

    // The runtime compiles what is called often in the background, begins once nothing new has been called for a tenth of a
    // second, and does so again: a pause lets it.
    private const int WarmUps = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Times them.</summary>
    public static Times Measure(params Action[] ways)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            for (int round = 0; round < WarmUpRounds; round++)
                RunAll(ways);
            Thread.Sleep(Pause);
        }

        var times = ways.Select(_ => new double[Rounds]).ToArray();
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int way = 0; way < ways.Length; way++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                double start = ProcessorTime.Now();
                ways[way]();
                times[way][round] = ProcessorTime.Now() - start;
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        var kernel = times[^1];
        return new Times(
            [.. times.Select(Median)],
            [.. times.Select(t => Median([.. kernel.Zip(t, (one, other) => one / other)]))],
            allocated);
    }

    private static void RunAll(Action[] ways)
    {
        foreach (var way in ways)
            way();
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}

/// <summary>What was measured.</summary>
/// <param name="Milliseconds">The median of each way.</param>
/// <param name="KernelOver">How many times each way's time the kernel takes: the median of the rounds' ratios.</param>
/// <param name="Allocated">Bytes that the kernel's last run allocated.</param>
internal sealed record Times(double[] Milliseconds, double[] KernelOver, long Allocated);
