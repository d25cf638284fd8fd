using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>Each token's answers, weighed and added.</summary>
[BenchmarkCategory("weigh")]
public class Weigh() : BesideCopies(Tokens * Hidden * (TopK + 1) / 2)
{
    private protected override DeviceRows<BFloat16> Written => One.Kept;

    /// <summary>A plain loop that does the same work.</summary>
    [Benchmark]
    public void SameWork() => WeighRows(From, One.Weights, To);

    /// <inheritdoc/>
    [Benchmark]
    public override void Kernel()
        => One.Combine.Weigh(One.Stream, One.State, One.Arrived.Rows, One.State.Counts.Own, One.Kept);

    private protected override BFloat16[] Expected()
    {
        SameWork();
        return To[..(Tokens * Hidden)];
    }

    private static void WeighRows(BFloat16[] rows, float[] weights, BFloat16[] sums)
    {
        for (int token = 0; token < Tokens; token++)
        {
            for (int i = 0; i < Hidden; i++)
            {
                float sum = 0f;
                for (int choice = 0; choice < TopK; choice++)
                {
                    int row = token * TopK + choice;
                    float value = (float)rows[row * Hidden + i] * weights[row];
                    sum = choice == 0 ? value : sum + value;
                }

                sums[token * Hidden + i] = (BFloat16)sum;
            }
        }
    }
}
