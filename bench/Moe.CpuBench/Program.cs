using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// In process: what is timed is what this build made, in Debug too. A method is compiled for good in the background,
// after thirty calls and once nothing new has been called for a tenth of a second. The slowest takes 65 ms a call at
// worst: in ten warm-ups of 200 ms it is called that often.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .WithWarmupCount(10)
        .WithIterationCount(15))
    .AddColumn(StatisticColumn.Median)
    .HideColumns(Column.Namespace, Column.AllocRatio)
    .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
    .WithOptions(ConfigOptions.JoinSummary);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
