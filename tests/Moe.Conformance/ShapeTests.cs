using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Conformance;

/// <summary>Every size, one at a time, across its edges; each in both layouts and all element types.</summary>
public abstract class ShapeTests : ExchangeConformance
{
    private ExchangeSetup SixExperts
        => new() { Ranks = Several, Experts = 6, TopK = 2, Hidden = 3, Alignment = 8 };

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(8)]
    public void Ranks(int ranks)
    {
        using var group = Group(ranks);
        var setup = new ExchangeSetup { Ranks = ranks, Experts = 3 * ranks, TopK = 3, Hidden = 6 };
        int[] tokens = [.. Enumerable.Range(0, ranks).Select(r => 5 + (4 * r))];
        CheckAll(group, setup, tokens, RoutingModels.PlainBlock(3));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(8)]
    [DataRow(22)]
    [DataRow(32)]
    public void Choices(int topK)
    {
        int ranks = Several;
        int expertsPerRank = (32 / ranks) + 1;
        using var group = Group(ranks);
        var setup = new ExchangeSetup { Ranks = ranks, Experts = expertsPerRank * ranks, TopK = topK, Hidden = 5 };
        CheckAll(group, setup, OfSeveral(17, 0, 40), RoutingModels.RoundRobin(ranks));
        CheckAll(group, setup, OfSeveral(9, 34, 1), RoutingModels.Block(expertsPerRank));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(8)]
    [DataRow(33)]
    [DataRow(512)]
    [DataRow(16383)]
    [DataRow(16384)]
    public void Hidden(int hidden)
    {
        using var group = Group(2);
        var setup = new ExchangeSetup { Ranks = 2, Experts = 4, TopK = 2, Hidden = hidden, Alignment = 8 };
        int[] tokens = hidden > 1000 ? [2, 1] : [21, 13];
        CheckAll(group, setup, tokens, RoutingModels.PlainBlock(2));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(128)]
    public void Alignment(int alignment)
    {
        using var group = Group(2);
        var setup = new ExchangeSetup { Ranks = 2, Experts = 10, TopK = 2, Hidden = 3, Alignment = alignment };
        CheckAll(group, setup, [70, 40], RoutingModels.PlainBlock(5));

        // Experts that nobody chose take no rows.
        CheckAll(group, setup with { TopK = 1 }, [0, 1], RoutingModels.PlainBlock(5));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(31)]
    [DataRow(32)]
    [DataRow(33)]
    [DataRow(64)]
    [DataRow(97)]
    [DataRow(300)]
    [DataRow(1025)]
    [DataRow(3000)]
    public void Tokens(int tokens)
    {
        using var group = Group(2);
        var setup = new ExchangeSetup { Ranks = 2, Experts = 8, TopK = 2, Hidden = 3 };
        CheckAll(group, setup, [tokens, tokens], RoutingModels.RoundRobin(2));
        CheckAll(group, setup, [tokens, 1], RoutingModels.RoundRobin(2), seed: 2);
    }

    [TestMethod]
    public void Tokens_in_the_hundreds_from_every_rank_of_eight()
    {
        using var group = Group(8);
        var setup = new ExchangeSetup { Ranks = 8, Experts = 64, TopK = 8, Hidden = 16, Alignment = 8 };
        CheckAll(group, setup, [300, 257, 0, 128, 129, 1, 64, 299], RoutingModels.PlainBlock(8));
    }

    [TestMethod]
    public void Experts_in_the_hundreds_and_tokens_for_few_of_them()
    {
        using var group = Group(2);
        var setup = new ExchangeSetup { Ranks = 2, Experts = 512, TopK = 2, Hidden = 4, Alignment = 8 };
        CheckAll(group, setup, [19, 33], RoutingModels.PlainBlock(256));
    }

    [TestMethod]
    public void One_expert_on_one_rank()
    {
        using var group = Group(1);
        CheckAll(group, new ExchangeSetup { Ranks = 1, Experts = 1, Hidden = 1 }, [5], RoutingModels.Block(1));
    }

    [TestMethod]
    [DataRow(0, 0, 0)]
    [DataRow(0, 0, 7)]
    [DataRow(7, 0, 0)]
    [DataRow(33, 0, 5)]
    public void Some_or_all_ranks_without_tokens(int first, int second, int third)
    {
        using var group = Group(Several);
        int[] tokens = OfSeveral(first, second, third);
        CheckAll(group, SixExperts with { Hidden = 5 }, tokens, RoutingModels.PlainBlock(6 / Several));
        CheckAll(group, SixExperts with { Hidden = 5, TopK = 1 }, tokens, RoutingModels.Block(6 / Several));
    }

    [TestMethod]
    public void One_rank_alone_without_tokens()
    {
        using var group = Group(1);
        CheckAll(group, new ExchangeSetup { Ranks = 1, Experts = 2, TopK = 2 }, [0], RoutingModels.RoundRobin(1));
    }

    [TestMethod]
    public void All_tokens_to_one_expert()
    {
        using var group = Group(Several);
        int last = Several - 1;
        int[] rankOf = [last, last, last, last];
        int[] slotOf = [1, 1, 1, 1];
        var setup = new ExchangeSetup
        {
            Ranks = Several,
            Experts = 4,
            TopK = 2,
            Hidden = 3,
            LocalExperts = [.. Enumerable.Repeat(2, Several)],
            Alignment = 8,
        };
        CheckAll(group, setup, OfSeveral(65, 0, 40), RoutingModels.Placement(rankOf, slotOf));
    }

    [TestMethod]
    public void Every_choice_masked()
    {
        using var group = Group(Several);
        int[] tokens = OfSeveral(40, 0, 3);
        CheckAll(group, SixExperts, tokens, RoutingModels.PlainBlock(6 / Several), masked: 1);
        CheckAll(group, SixExperts with { TopK = 1 }, tokens, RoutingModels.Block(6 / Several), masked: 1);
    }

    [TestMethod]
    public void Every_choice_dropped()
    {
        using var group = Group(Several);
        CheckAll(group, SixExperts, OfSeveral(40, 0, 3), RoutingModels.Threshold(6 / Several, leastWeight: 2f));
    }

    [TestMethod]
    public void Experts_unevenly_over_the_ranks_and_none_on_some()
    {
        using var group = Group(4);
        int[] rankOf = [3, 0, 0, 2, 3, 0];
        int[] slotOf = [1, 2, 0, 0, 0, 1];
        var setup = new ExchangeSetup
        {
            Ranks = 4,
            Experts = 6,
            TopK = 2,
            Hidden = 5,
            LocalExperts = [3, 0, 1, 2],
            Alignment = 8,
        };
        CheckAll(group, setup, [33, 12, 0, 50], RoutingModels.Placement(rankOf, slotOf));
    }

    [TestMethod]
    public void More_places_for_experts_than_the_gate_chooses_among()
    {
        using var group = Group(2);
        int[] rankOf = [1, 0, -1];
        int[] slotOf = [6, 2, 0];
        var setup = new ExchangeSetup { Ranks = 2, Experts = 3, TopK = 2, LocalExperts = [5, 7], Alignment = 8 };
        CheckAll(group, setup, [20, 31], RoutingModels.Placement(rankOf, slotOf));
    }
}
