using Moe.Runtime;

namespace GroupedExperts;

/// <summary>The layer as one rank runs it.</summary>
internal static class Layer
{
    /// <summary>Runs it on the rank's batch.</summary>
    public static RankResult Run(Rank rank, Settings settings, Batch batch)
    {
        using var topkIndices = rank.Device.CopyOfRows<int>(batch.Experts, settings.TopK);
        using var topkWeights = rank.Device.CopyOfRows<float>(batch.Weights, settings.TopK);
        using var x = rank.Device.CopyOfRows<float>(batch.X, settings.Hidden);
        using var y = rank.Device.AllocateRows<float>(settings.Tokens, settings.Hidden);
        using var experts = new RankExperts(rank, settings);

        using var exchange = new ExpertExchange<BlockRouting, float>(
            rank,
            new BlockRouting(settings.ExpertsPerRank),
            new ExchangeOptions
            {
                Experts = settings.Experts,
                TopK = settings.TopK,
                Hidden = settings.Hidden,
                Layout = ExpertLayout.ByExpert,
                ExpertAlignment = GroupedProduct.TileRows,
            });
        using var plan = exchange.CreatePlan(topkIndices, topkWeights);
        using var arrived = exchange.Dispatch(plan, x);
        using var answers = experts.Answer(arrived);
        exchange.Combine(plan, answers, destination: y);
        return new RankResult(
            y.ToArray(), plan.Counts.TokensPerExpert.ToArray(), plan.Counts.ExpertOffsets.ToArray());
    }
}
