using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Moe.GeneratorBench;

// Without a warm-up: the greatest time is that of the first run, which a compiler that has just started has to wait for.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithStrategy(RunStrategy.ColdStart)
        .WithIterationCount(15))
    .AddColumn(StatisticColumn.Median, StatisticColumn.Max);
BenchmarkSwitcher.FromTypes([typeof(GeneratorRuns)]).Run(args, config);
