using BenchmarkDotNet.Attributes;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>A kernel of the exchange, beside copies of as many bytes.</summary>
[MemoryDiagnoser]
public abstract class BesideCopies
{
    /// <summary>T.</summary>
    protected const int Tokens = OneRankExchange.Tokens;

    /// <summary>H.</summary>
    protected const int Hidden = OneRankExchange.Hidden;

    /// <summary>K.</summary>
    protected const int TopK = OneRankExchange.TopK;

    private readonly RankGroup _group = RankGroup.Cpu(ranks: 1);
    private readonly int _copied;

    /// <summary>Dispatches.</summary>
    /// <param name="copied">How many elements a copy has that moves as many bytes as the kernel.</param>
    protected BesideCopies(int copied)
    {
        _copied = copied;
        One = _group.Run(rank => new OneRankExchange(rank))[0];
        for (int row = 0; row < Tokens * TopK; row++)
            One.Values.AsSpan(row / TopK * Hidden, Hidden).CopyTo(From.AsSpan(row * Hidden));
    }

    /// <summary>[T, K, H] the tokens, once for each choice.</summary>
    protected BFloat16[] From { get; } = new BFloat16[Tokens * TopK * Hidden];

    /// <summary>[T, K, H] for what loops write.</summary>
    protected BFloat16[] To { get; } = new BFloat16[Tokens * TopK * Hidden];

    /// <summary>What the kernel works on.</summary>
    private protected OneRankExchange One { get; }

    /// <summary>[rows, H] what the kernel writes.</summary>
    private protected abstract DeviceRows<BFloat16> Written { get; }

    /// <summary>Sees that the kernel computes what it should.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        // What the dispatch has written is no proof.
        Written.CopyFrom(new BFloat16[Written.Count * Written.Width]);
        Kernel();
        Expect.Equal<BFloat16>(Expected(), Written.ToArray());
    }

    /// <summary>Gives the device's memory back.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        One.Dispose();
        _group.Dispose();
    }

    /// <summary>A copy by elements.</summary>
    [Benchmark(Baseline = true)]
    public void CopyLoop() => CopyLoop(From, To, _copied);

    /// <summary>A copy at once.</summary>
    [Benchmark]
    public void CopyTo() => From.AsSpan(0, _copied).CopyTo(To);

    /// <summary>The kernel.</summary>
    public abstract void Kernel();

    /// <summary>[rows, H] what it should write.</summary>
    private protected abstract BFloat16[] Expected();

    private static void CopyLoop(BFloat16[] from, BFloat16[] to, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = from[i];
    }
}
