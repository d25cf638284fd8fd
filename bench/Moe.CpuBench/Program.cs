using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Moe.CpuBench;

// In this process, and in Debug too: the CPU device is there to be debugged on. A median stands up to a busy machine.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .WithOptions(ConfigOptions.DisableOptimizationsValidator)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(15))
    .AddColumn(StatisticColumn.Median);
BenchmarkSwitcher.FromTypes([typeof(Loops), typeof(Barriers)]).Run(args, config);
