using Moe.Conformance.Routings;

namespace Moe.Conformance.Trials;

/// <summary>The suite's routings, each beside the same rule in plain C#.</summary>
public static class RoutingModels
{
    /// <summary>Neighbours share a rank; value times weight, spelled out.</summary>
    public static RoutingModel<BlockRouting> Block(int expertsPerRank) => new(
        _ => new BlockRouting(expertsPerRank),
        (_, _, expert, _) => (expert / expertsPerRank, expert % expertsPerRank));

    /// <summary>Neighbours share a rank; nothing said about weighing.</summary>
    public static RoutingModel<PlainBlockRouting> PlainBlock(int expertsPerRank) => new(
        _ => new PlainBlockRouting(expertsPerRank),
        (_, _, expert, _) => (expert / expertsPerRank, expert % expertsPerRank));

    /// <summary>Ranks take turns.</summary>
    public static RoutingModel<RoundRobinRouting> RoundRobin(int ranks) => new(
        _ => new RoundRobinRouting(ranks),
        (_, _, expert, _) => (expert % ranks, expert / ranks));

    /// <summary>Tables say; an expert of negative rank lives nowhere.</summary>
    public static RoutingModel<PlacementRouting> Placement(int[] rankOf, int[] slotOf) => new(
        tables => new PlacementRouting(tables.Upload(rankOf), tables.Upload(slotOf)),
        (_, _, expert, _) => rankOf[expert] < 0 ? null : (rankOf[expert], slotOf[expert]));

    /// <summary>Even tokens to an expert's first replica, odd ones to its second.</summary>
    public static RoutingModel<ReplicaRouting> Replica(int ranks) => new(
        _ => new ReplicaRouting(ranks),
        (token, _, expert, _) => token % 2 == 0 ? (expert % ranks, expert) : ((expert + 1) % ranks, expert));

    /// <summary>
    /// Tables place replicas; a token goes to some consecutive nodes, each a rank, beginning with its index; light choices
    /// are dropped.
    /// </summary>
    /// <param name="ranksOf">[E] the ranks that each expert lives on; slots are given out in this order.</param>
    /// <param name="ranks">R.</param>
    /// <param name="mostNodes">How many nodes a token may go to.</param>
    /// <param name="leastWeight">What a choice has to weigh.</param>
    public static RoutingModel<NodeLimitedRouting> NodeLimited(
        int[][] ranksOf, int ranks, int mostNodes, float leastWeight)
    {
        var places = new List<(int Rank, int Slot)>[ranksOf.Length];
        var taken = new int[ranks];
        for (int expert = 0; expert < ranksOf.Length; expert++)
            places[expert] = [.. ranksOf[expert].Select(rank => (rank, taken[rank]++))];
        int[] firstOf = [0, .. places.Select((_, expert) => places.Take(expert + 1).Sum(of => of.Count))];
        int[] rankOf = [.. places.SelectMany(of => of.Select(place => place.Rank))];
        int[] slotOf = [.. places.SelectMany(of => of.Select(place => place.Slot))];
        return new(
            tables => new NodeLimitedRouting(
                tables.Upload(firstOf), tables.Upload(rankOf), tables.Upload(slotOf), ranksPerNode: 1, ranks, mostNodes,
                leastWeight),
            (token, _, expert, weight) =>
            {
                var open = Enumerable.Range(0, mostNodes).Select(i => (token + i) % ranks).ToHashSet();
                int turn = (int)(token * 2654435761L % (1L << 32) >> 16);
                var inTurn = places[expert].Select((_, i) => places[expert][(turn + i) % places[expert].Count]);
                var found = inTurn.Where(place => open.Contains(place.Rank)).Take(1).ToArray();
                return weight < leastWeight || found.Length == 0 ? null : found[0];
            });
    }

    /// <summary>Choices of little weight are dropped.</summary>
    public static RoutingModel<ThresholdRouting> Threshold(int expertsPerRank, float leastWeight) => new(
        _ => new ThresholdRouting(expertsPerRank, leastWeight),
        (_, _, expert, weight) => weight < leastWeight ? null : (expert / expertsPerRank, expert % expertsPerRank));

    /// <summary>The weight counts twice.</summary>
    public static RoutingModel<SquaredWeightRouting> SquaredWeight(int expertsPerRank) => new(
        _ => new SquaredWeightRouting(expertsPerRank),
        (_, _, expert, _) => (expert / expertsPerRank, expert % expertsPerRank),
        (value, weight) => value * weight * weight);

    /// <summary>Methods of other names; answers are shifted and clamped.</summary>
    public static RoutingModel<RenamedRouting> Renamed(int expertsPerRank, float limit) => new(
        _ => new RenamedRouting(expertsPerRank, limit),
        (_, _, expert, _) => (expert / expertsPerRank, expert % expertsPerRank),
        (value, weight) =>
        {
            float answer = (value * weight) + 0.125f;
            return answer > limit ? limit : answer < -limit ? -limit : answer;
        });

    /// <summary>A strategy decides.</summary>
    public static RoutingModel<StrategyRouting> ByStrategy(Strategy strategy, int ranks, int expertsPerRank) => new(
        _ => new StrategyRouting(strategy, new Topology(ranks, expertsPerRank)),
        (_, _, expert, _) => strategy == Strategy.RoundRobin
            ? (expert % ranks, expert / ranks)
            : (expert / expertsPerRank, expert % expertsPerRank));

    /// <summary>Token and choice decide; every rank keeps a place for each expert.</summary>
    public static RoutingModel<ByChoiceRouting> ByChoice(int ranks) => new(
        _ => new ByChoiceRouting(ranks),
        (token, choice, expert, _) => ((token + choice) % ranks, expert));
}
