using System.Diagnostics;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>The benchmark, as one rank runs it.</summary>
internal sealed class Bench(Rank rank, Settings settings, Report report) : IDisposable
{
    private const int RoundsAtOnce = 100;

    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(3);

    private readonly List<Result> _results = [];
    private readonly DeviceStream _side = rank.Device.CreateStream();

    /// <summary>Measures the copies and transfers that exchanges stand on, then the exchanges.</summary>
    public void Run(IReadOnlyList<Case> cases)
    {
        report.Heading(
            $"{rank.Size} ranks, rank 0 on {rank.Device.Name}, through {rank.Communicator.GetType().Name}; the slowest "
            + $"rank's median of {settings.Iterations} runs");
        using var memory = new BenchMemory(rank.Device);
        using var timer = new RankTimer(rank, settings.Iterations, memory);
        Show("Copies and transfers", [.. Parts(memory, timer)]);
        for (int i = 0; i < cases.Count; i++)
        {
            report.Progress($"[{i + 1}/{cases.Count}] {cases[i].Shape.Model}: {cases[i].Label}");
            using var test = new ExchangeUnderTest(rank, cases[i]);
            if (i < Enum.GetValues<ExpertLayout>().Length)
                Settle(test);
            if (i == cases.Count - 1 && rank is { Index: 0, Device: CudaDevice gpu })
            {
                Show(
                    $"{cases[i].Shape.Model}: {cases[i].Label}: kernels until ready",
                    [.. CompileTimes.Measure(test.Exchange.Kernels, gpu)]);
            }

            Show(
                $"{cases[i].Shape.Model}: {cases[i].Label}",
                [.. new CallTimes(test, timer).Measure(), .. new StageTimes(test, timer, memory).Measure()]);
            test.Check();
        }
    }

    // .NET compiles a method for good, in the background, once it has been called some thirty times. What is measured is a
    // program that has run for a while, and so the first exchange of each layout runs for a while before anything counts.
    private void Settle(ExchangeUnderTest test)
    {
        long start = Stopwatch.GetTimestamp();
        bool isOver = false;
        while (!isOver)
        {
            for (int round = 0; round < RoundsAtOnce; round++)
            {
                using (var plan = test.Exchange.CreatePlan(test.Inputs.TopkIndices, test.Inputs.TopkWeights))
                {
                    test.Exchange.Dispatch(plan, test.Inputs.X).Dispose();
                    test.Exchange.Dispatch(plan, test.Inputs.X).Dispose();
                }

                test.Exchange.Combine(test.Plan, test.Tokens.Rows, test.Combined);
            }

            rank.Stream.Synchronize();
            bool isLongEnough = Stopwatch.GetElapsedTime(start) >= SettlingTime;
            isOver = rank.Control.AllGather("bench: settle", [isLongEnough ? (byte)1 : (byte)0]).All(b => b[0] == 1);
        }
    }

    public void Dispose() => _side.Dispose();

    private IEnumerable<Result> Parts(BenchMemory memory, RankTimer timer)
    {
        int most = memory.Source.Length;
        yield return Result.Of(
            $"device copy, {(most == 1 << 30 ? "1 GiB" : $"{most} bytes")}",
            timer.Kernels(new Traffic(0, 0, 2L * most), () => rank.Stream.Copy<byte>(memory.Source, memory.Target)));
        yield return Result.Of("launch of a kernel with little to do", timer.Calls(default, () => Launch(memory)));
        yield return Result.Of("fork to another stream, and join", timer.Calls(default, ForkAndJoin));
        foreach (int size in new[] { 1 << 16, 1 << 20, 1 << 24, 1 << 26, 1 << 28, 1 << 30 })
        {
            if (size <= most)
                yield return Transfer(size, memory, timer);
        }
    }

    private unsafe void Launch(BenchMemory memory)
    {
        var little = new DeviceSpan<BFloat16>((BFloat16*)memory.Target.Data, 1);
        rank.Stream.Launch(Noise.Kernels.Fill(little, 1), LaunchGrid.Cover(little.Length, blockSize: 32));
    }

    private void ForkAndJoin()
    {
        _side.WaitFor(rank.Stream);
        rank.Stream.WaitFor(_side);
    }

    private unsafe Result Transfer(int size, BenchMemory memory, RankTimer timer)
    {
        // As in an all-to-all of that many bytes, without the part that stays.
        var bytes = new long[rank.Size];
        Array.Fill(bytes, size / rank.Size);
        bytes[rank.Index] = 0;
        nint source = (nint)memory.Source.Data;
        nint target = (nint)memory.Target.Data;
        return Result.Of(
            $"grouped send/recv, {size} bytes a rank",
            timer.Calls(new Traffic(bytes.Sum(), 0, 0), () => RawTransfers.Run(rank, source, target, bytes, bytes)));
    }

    private void Show(string title, IReadOnlyList<Result> results)
    {
        report.Table(title, results);
        _results.AddRange(results);
        report.Save(_results);
    }
}
