using Moe.Dsl;
using Moe.Runtime;

namespace ExpertPlacement;

/// <summary>The layer as one rank runs it, under some placement.</summary>
internal static class Layer
{
    /// <summary>Runs it.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="settings">The shape.</param>
    /// <param name="placement">Where experts live.</param>
    /// <param name="choices">[T, K] what the gate chose for this rank's tokens.</param>
    /// <param name="x">[T, H] the tokens.</param>
    public static RankResult Run(Rank rank, Settings settings, Placement placement, GateChoices choices, float[] x)
    {
        using var topkIndices = rank.Device.CopyOfRows<int>(choices.Experts, settings.TopK);
        using var topkWeights = rank.Device.CopyOfRows<float>(choices.Weights, settings.TopK);
        using var tokens = rank.Device.CopyOfRows<float>(x, Settings.Hidden);
        using var y = rank.Device.AllocateRows<float>(settings.Tokens, Settings.Hidden);
        using var tables = placement.CopyTo(rank.Device);

        using var exchange = new ExpertExchange<ReplicaRouting, float>(
            rank,
            new ReplicaRouting(
                tables.View(settings.RanksPerNode), All<int>(topkIndices), All<float>(topkWeights), settings.TopK,
                settings.MostNodes, settings.LeastWeight),
            new ExchangeOptions
            {
                Experts = settings.Experts,
                LocalExperts = placement.ExpertsOn(rank.Index).Count,
                TopK = settings.TopK,
                Hidden = Settings.Hidden,
                Layout = ExpertLayout.ByExpert,
            });
        using var plan = exchange.CreatePlan(topkIndices, topkWeights);
        using var arrived = exchange.Dispatch(plan, tokens);
        using var answers = Answer(rank, placement.ExpertsOn(rank.Index), arrived);
        exchange.Combine(plan, answers, destination: y);
        return new RankResult(
            y.ToArray(), plan.Counts.TokensToRank.ToArray(), plan.Counts.TokensPerExpert.ToArray());
    }

    // What is in a slot is known to whoever placed the experts; the exchange counts slots.
    private static DeviceRows<float> Answer(Rank rank, IReadOnlyList<int> experts, DispatchedTokens<float> arrived)
    {
        var counts = arrived.Counts;
        var rows = arrived.Rows.ToArray();
        for (int slot = 0; slot < experts.Count; slot++)
        {
            int first = counts.ExpertOffsets[slot] * Settings.Hidden;
            foreach (ref float value in rows.AsSpan(first, counts.TokensPerExpert[slot] * Settings.Hidden))
                value = Expert.Answer(experts[slot], value);
        }

        return rank.Device.CopyOfRows<float>(rows, Settings.Hidden);
    }

    private static DeviceView<T> All<T>(DeviceRowsView<T> rows)
        where T : unmanaged
        => rows.Elements;
}
