using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>
/// One rank's part of a loop that exchanges batches of one shape over and over: ids as long and as int, a plan's first
/// dispatch and a later one, every field of the results, and combine.
/// </summary>
public sealed class SteadyRounds : IDisposable
{
    private readonly Rank _rank;
    private readonly ExpertExchange<PlainBlockRouting, BFloat16> _exchange;
    private readonly DeviceRows<long> _ids;
    private readonly DeviceRows<int> _narrowIds;
    private readonly DeviceRows<float> _weights;
    private readonly DeviceRows<BFloat16> _x;
    private readonly DeviceRows<BFloat16> _y;

    public SteadyRounds(Rank rank, ExchangeSetup setup, int tokens)
    {
        ArgumentNullException.ThrowIfNull(rank);
        ArgumentNullException.ThrowIfNull(setup);
        _rank = rank;
        var device = rank.Device;
        var batch = new Draw(rank.Index).Batch<BFloat16>(setup, tokens);
        _exchange = new ExpertExchange<PlainBlockRouting, BFloat16>(
            rank, new PlainBlockRouting(setup.Experts / setup.Ranks), setup.OptionsOf(rank.Index));
        _ids = device.CopyOfRows<long>(batch.Experts, setup.TopK);
        _narrowIds = device.CopyOfRows<int>(Array.ConvertAll(batch.Experts, id => (int)id), setup.TopK);
        _weights = device.CopyOfRows<float>(batch.Weights, setup.TopK);
        _x = device.CopyOfRows<BFloat16>(batch.X, setup.Hidden);
        _y = device.AllocateRows<BFloat16>(batch.Tokens, setup.Hidden);
    }

    /// <summary>Exchanges, and waits for the device.</summary>
    /// <param name="rounds">How often; the same on all ranks.</param>
    public void Run(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            using (var plan = _exchange.CreatePlan(_ids, _weights))
                Exchange(plan);
            using (var plan = _exchange.CreatePlan(_narrowIds, _weights))
                Exchange(plan);
        }

        _rank.Stream.Synchronize();
    }

    public void Dispose()
    {
        _y.Dispose();
        _x.Dispose();
        _weights.Dispose();
        _narrowIds.Dispose();
        _ids.Dispose();
        _exchange.Dispose();
    }

    private void Exchange(ExchangePlan plan)
    {
        using var first = _exchange.Dispatch(plan, _x);
        Answer(plan, first);
        using var later = _exchange.Dispatch(plan, _x);
        Answer(plan, later);
    }

    private void Answer(ExchangePlan plan, DispatchedTokens<BFloat16> tokens)
    {
        _ = plan.Counts.TokensPerExpert;
        _ = tokens.SourceIndex;
        _ = tokens.SourceRank;
        _ = tokens.TopkIndices;
        _ = tokens.TopkWeights;
        _ = tokens.TokensToRank;
        _ = tokens.TokensFromRank;
        _ = tokens.TokensPerExpert;
        _ = tokens.ExpertOffsets;
        if (tokens.Layout == ExpertLayout.ByExpert)
        {
            _ = tokens.RowToken;
            _ = tokens.RowChoice;
            _ = tokens.RowWeight;
        }

        _exchange.Combine(plan, tokens.Rows, _y);
    }
}
