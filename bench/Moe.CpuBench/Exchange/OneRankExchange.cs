using Moe.Dsl;
using Moe.Runtime;

namespace Moe.CpuBench.Exchange;

/// <summary>An exchange by expert of a rank that sends to itself, which has dispatched once.</summary>
internal sealed class OneRankExchange : IDisposable
{
    /// <summary>T.</summary>
    public const int Tokens = 256;

    /// <summary>H.</summary>
    public const int Hidden = 7168;

    /// <summary>K.</summary>
    public const int TopK = 8;

    private const int Experts = 256;

    private readonly ExpertExchange<TimedRouting, BFloat16> _exchange;
    private readonly ExchangePlan _plan;

    /// <summary>Plans and dispatches.</summary>
    /// <param name="rank">On its own thread.</param>
    public OneRankExchange(Rank rank)
    {
        Stream = rank.Stream;
        X = rank.Device.CopyOfRows<BFloat16>(Values, Hidden);
        Kept = rank.Device.AllocateRows<BFloat16>(Tokens, Hidden);
        Y = rank.Device.AllocateRows<BFloat16>(Tokens, Hidden);
        using var indices = rank.Device.CopyOfRows<int>(
            [.. Enumerable.Range(0, Tokens * TopK).Select(i => (i / TopK * 37 + i % TopK * 29) % Experts)], TopK);
        using var weights = rank.Device.CopyOfRows<float>(Weights, TopK);
        _exchange = new ExpertExchange<TimedRouting, BFloat16>(
            rank,
            new TimedRouting(Experts),
            new ExchangeOptions { Experts = Experts, TopK = TopK, Hidden = Hidden, Layout = ExpertLayout.ByExpert });
        _plan = _exchange.CreatePlan(indices, weights);
        Arrived = _exchange.Dispatch(_plan, X);
        Dispatch = new DispatchStep<TimedRouting, BFloat16>(_exchange.Context);
        Combine = new CombineStep<TimedRouting, BFloat16>(_exchange.Context);
    }

    /// <summary>[T, H] the tokens.</summary>
    public BFloat16[] Values { get; }
        = [.. Enumerable.Range(0, Tokens * Hidden).Select(i => (BFloat16)(i % 17 * 0.25f))];

    /// <summary>[T, K] the weights of their choices.</summary>
    public float[] Weights { get; } = [.. Enumerable.Range(0, Tokens * TopK).Select(i => (i % 5 + 1) * 0.125f)];

    /// <summary>[T, H] the tokens.</summary>
    public DeviceRows<BFloat16> X { get; }

    /// <summary>[T, H] for rows that stay on the rank.</summary>
    public DeviceRows<BFloat16> Kept { get; }

    /// <summary>[T, H] for answers.</summary>
    public DeviceRows<BFloat16> Y { get; }

    /// <summary>[T K, H] what was dispatched.</summary>
    public DispatchedTokens<BFloat16> Arrived { get; }

    /// <summary>What the plan is made of.</summary>
    public PlanState State => _plan.State;

    /// <summary>Launches a dispatch's kernels.</summary>
    public DispatchStep<TimedRouting, BFloat16> Dispatch { get; }

    /// <summary>Launches a combine's kernels.</summary>
    public CombineStep<TimedRouting, BFloat16> Combine { get; }

    /// <summary>Where they run.</summary>
    public DeviceStream Stream { get; }

    /// <summary>Gives the device's memory back.</summary>
    public void Dispose()
    {
        Arrived.Dispose();
        _plan.Dispose();
        _exchange.Dispose();
        Y.Dispose();
        Kept.Dispose();
        X.Dispose();
    }
}
