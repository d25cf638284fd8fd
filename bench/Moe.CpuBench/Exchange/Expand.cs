using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>Tokens to the rows of their choices: the copy loop does the same work, in another order.</summary>
[BenchmarkCategory("expand")]
public class Expand() : BesideCopies(Tokens * TopK * Hidden)
{
    private protected override DeviceRows<BFloat16> Written => One.Arrived.Rows;

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => One.Dispatch.Expand(
            One.Stream,
            One.X,
            areTokens: true,
            One.State.Counts.Own,
            One.State.Pairs!,
            One.Arrived.Rows,
            One.State.Counts.OwnPairs);

    private protected override BFloat16[] Expected()
    {
        int[] tokenOfPair = One.Arrived.SourceIndex.ToArray();
        return [.. One.Arrived.RowToken.ToArray().SelectMany(
            pair => One.Values.Skip(tokenOfPair[pair] * Hidden).Take(Hidden))];
    }
}
