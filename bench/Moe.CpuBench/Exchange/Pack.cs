using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>Tokens to their places in what stays on the rank: the copy loop does the same work.</summary>
[BenchmarkCategory("pack")]
public class Pack() : BesideCopies(Tokens * Hidden)
{
    private protected override DeviceRows<BFloat16> Written => One.Kept;

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel() => One.Dispatch.Pack(One.Stream, One.State, One.X, One.State.KeptRow, One.Kept);

    private protected override BFloat16[] Expected() => One.Values;
}
