using Moe.Runtime;

namespace QuickStart;

/// <summary>The layer as one rank runs it: gate -> plan -> dispatch -> experts -> combine.</summary>
internal static class MoeLayer
{
    /// <summary>Runs it on the words that are this rank's.</summary>
    public static RankResult Run(Rank rank, Settings settings, IReadOnlyList<string> words)
    {
        var embedded = Embedding.Of(words, settings.Hidden);
        var choices = new Gate(settings).Choose(embedded);
        using var x = rank.Device.CopyOfRows<float>(embedded, settings.Hidden);
        using var topkIndices = rank.Device.CopyOfRows<int>(choices.Experts, settings.TopK);
        using var topkWeights = rank.Device.CopyOfRows<float>(choices.Weights, settings.TopK);
        using var y = rank.Device.AllocateRows<float>(words.Count, settings.Hidden);

        using var exchange = new ExpertExchange<WordRouting, float>(
            rank,
            new WordRouting(settings.ExpertsPerRank),
            new ExchangeOptions
            {
                Experts = settings.Experts,
                TopK = settings.TopK,
                Hidden = settings.Hidden,
                Layout = settings.Layout,
            });
        using var plan = exchange.CreatePlan(topkIndices, topkWeights);
        using var tokens = exchange.Dispatch(plan, x);
        using var answers = new SwiGluExperts(rank, settings).Answer(tokens);
        exchange.Combine(plan, answers, destination: y);
        return new RankResult(
            y.ToArray(), plan.Counts.TokensToRank.ToArray(), plan.Counts.TokensPerExpert.ToArray());
    }
}
