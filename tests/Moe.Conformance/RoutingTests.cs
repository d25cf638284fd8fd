using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;

namespace Moe.Conformance;

/// <summary>Routings of every kind that an author may write, in both layouts and both element types.</summary>
public abstract class RoutingTests : ExchangeConformance
{
    private ExchangeSetup Setup => new()
    {
        Ranks = Several,
        Experts = 12,
        TopK = 3,
        Hidden = 5,
        Alignment = 4,
    };

    private int[] TokenCounts => OfSeveral(29, 0, 41);

    private int ExpertsPerRank => 12 / Several;

    private ExchangeSetup EveryExpertEverywhere => Setup with { LocalExperts = [.. Enumerable.Repeat(12, Several)] };

    [TestMethod]
    public void Neighbouring_experts_share_a_rank()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.Block(ExpertsPerRank));
        CheckAll(group, Setup with { TopK = 1 }, TokenCounts, RoutingModels.Block(ExpertsPerRank));
    }

    [TestMethod]
    public void Without_a_combine_method_the_answer_is_value_times_weight()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.PlainBlock(ExpertsPerRank));
        CheckAll(group, Setup with { TopK = 1 }, TokenCounts, RoutingModels.PlainBlock(ExpertsPerRank));
    }

    [TestMethod]
    public void Ranks_take_turns()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.RoundRobin(Several));
    }

    [TestMethod]
    public void Tables_in_device_memory_place_the_experts()
    {
        using var group = Group(3);
        int[] rankOf = [2, 0, 1, 1, 0, 2, 2, 0, 1, 0, 2, 1];
        int[] slotOf = [3, 0, 2, 0, 3, 1, 0, 1, 3, 2, 2, 1];
        CheckAll(group, Setup with { Ranks = 3 }, [29, 0, 41], RoutingModels.Placement(rankOf, slotOf));
    }

    [TestMethod]
    public void Experts_that_live_nowhere_are_dropped()
    {
        using var group = Group(3);
        int[] rankOf = [2, 0, -1, 1, 0, -1, 2, -1, 1, 0, 2, 1];
        int[] slotOf = [3, 0, 2, 0, 3, 1, 0, 1, 3, 2, 2, 1];
        CheckAll(group, Setup with { Ranks = 3 }, [29, 0, 41], RoutingModels.Placement(rankOf, slotOf));
    }

    [TestMethod]
    public void Replicas_share_the_tokens_of_an_expert()
    {
        using var group = Group(Several);
        CheckAll(group, EveryExpertEverywhere, TokenCounts, RoutingModels.Replica(Several));
    }

    [TestMethod]
    [DataRow(1, 0f)]
    [DataRow(2, 0.4f)]
    public void Tables_place_replicas_and_tokens_go_to_few_nodes(int mostNodes, float leastWeight)
    {
        // Even experts live on every rank, odd ones on one: some choices have a replica within reach, some have none, and
        // ranks have different numbers of experts.
        int[][] ranksOf =
        [
            .. Enumerable.Range(0, 12).Select(expert => expert % 2 == 0
                ? Enumerable.Range(0, Several).ToArray()
                : [expert % 4 == 1 ? 0 : Several - 1]),
        ];
        ranksOf[11] = [0];
        int[] local = [.. Enumerable.Range(0, Several).Select(rank => ranksOf.Count(of => of.Contains(rank)))];
        using var group = Group(Several);
        CheckAll(
            group, Setup with { LocalExperts = local }, TokenCounts,
            RoutingModels.NodeLimited(ranksOf, Several, mostNodes, leastWeight));
    }

    [TestMethod]
    public void Token_and_choice_decide_whatever_the_expert()
    {
        using var group = Group(Several);
        CheckAll(group, EveryExpertEverywhere, TokenCounts, RoutingModels.ByChoice(Several));
    }

    [TestMethod]
    public void Choices_of_little_weight_are_dropped()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.Threshold(ExpertsPerRank, leastWeight: 0.4f));
    }

    [TestMethod]
    public void A_combine_method_may_count_the_weight_twice()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.SquaredWeight(ExpertsPerRank));
        CheckAll(group, Setup with { TopK = 1 }, TokenCounts, RoutingModels.SquaredWeight(ExpertsPerRank));
    }

    [TestMethod]
    public void Methods_may_have_other_names_and_weighing_may_read_state()
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.Renamed(ExpertsPerRank, limit: 3f));
        CheckAll(group, Setup with { TopK = 1 }, TokenCounts, RoutingModels.Renamed(ExpertsPerRank, limit: 3f));
    }

    [TestMethod]
    [DataRow(Strategy.Block)]
    [DataRow(Strategy.RoundRobin)]
    public void State_may_be_an_enum_and_a_struct(Strategy strategy)
    {
        using var group = Group(Several);
        CheckAll(group, Setup, TokenCounts, RoutingModels.ByStrategy(strategy, Several, ExpertsPerRank));
    }

    [TestMethod]
    public void Ranks_may_give_the_routing_different_state()
    {
        // Rank r deals experts beginning with itself: what an expert is called is the source's own business.
        using var group = Group(2);
        var setup = Setup with { Ranks = 2, Experts = 4, TopK = 1, LocalExperts = [4, 4] };
        var outcomes = group.Run(rank =>
        {
            using var tables = new RoutingTables(rank.Device);
            var routing = new PlacementRouting(
                tables.Upload(rank.Index == 0 ? [0, 1, 0, 1] : [1, 0, 1, 0]), tables.Upload([0, 1, 2, 3]));
            using var exchange = new Runtime.ExpertExchange<PlacementRouting, float>(
                rank, routing, setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [0, 1, 2, 3], [1f, 1f, 1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>(new float[20], setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            return ReadBack.Of(tokens);
        });

        Expect.Equal<int>([0, 2, 1, 3], outcomes[0].SourceIndex, "rank 0: SourceIndex");
        Expect.Equal<int>([0, 0, 1, 1], outcomes[0].SourceRank, "rank 0: SourceRank");
        Expect.Equal<int>([1, 3, 0, 2], outcomes[1].SourceIndex, "rank 1: SourceIndex");
        Expect.Equal<int>([1, 3, 0, 2], outcomes[1].TopkIndices, "rank 1: TopkIndices");
    }
}
