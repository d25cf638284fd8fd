using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>What comes back to each token, added: here one row, of the rank itself.</summary>
[BenchmarkCategory("sum")]
public class Sum() : BesideCopies(Tokens * Hidden)
{
    private protected override DeviceRows<BFloat16> Written => One.Y;

    /// <summary>A plain loop that does the same work.</summary>
    [Benchmark]
    public void SameWork() => AddRows(From, To);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel() => One.Combine.Sum(One.State, default, One.X, 0, One.Y);

    private protected override BFloat16[] Expected() => One.Values;

    private static void AddRows(BFloat16[] rows, BFloat16[] sums)
    {
        for (int i = 0; i < Tokens * Hidden; i++)
            sums[i] = (BFloat16)(float)rows[i];
    }
}
