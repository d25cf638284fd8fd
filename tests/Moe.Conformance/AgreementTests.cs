using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// Ranks that disagree, or agree on what cannot be, all get the same error when they make the exchange.
/// </summary>
public abstract class AgreementTests : ExchangeConformance
{
    private static readonly ExchangeOptions Agreed = new()
    {
        Experts = 6,
        TopK = 2,
        Hidden = 16,
        Layout = ExpertLayout.ByExpert,
    };

    [TestMethod]
    public void Experts_have_to_agree()
        => Disagree(Agreed with { Experts = 9 }, nameof(ExchangeOptions.Experts), "6", "9");

    [TestMethod]
    public void TopK_has_to_agree()
        => Disagree(Agreed with { TopK = 3 }, nameof(ExchangeOptions.TopK), "2", "3");

    [TestMethod]
    public void Hidden_has_to_agree()
        => Disagree(Agreed with { Hidden = 32 }, nameof(ExchangeOptions.Hidden), "16", "32");

    [TestMethod]
    public void Layout_has_to_agree()
        => Disagree(Agreed with { Layout = ExpertLayout.ByRank }, nameof(ExchangeOptions.Layout), "ByExpert", "ByRank");

    [TestMethod]
    public void ExpertAlignment_has_to_agree()
        => Disagree(Agreed with { ExpertAlignment = 128 }, nameof(ExchangeOptions.ExpertAlignment), "1", "128");

    [TestMethod]
    public void The_element_type_has_to_agree()
    {
        using var group = Group(2);
        var error = EachRank.CatchSame<ExchangeException>(group, rank =>
        {
            using IDisposable exchange = rank.Index == 0
                ? new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(3), Agreed)
                : new ExpertExchange<PlainBlockRouting, BFloat16>(rank, new PlainBlockRouting(3), Agreed);
        });
        StringAssert.Contains(error.Message, nameof(BFloat16));
    }

    [TestMethod]
    public void Experts_that_the_ranks_cannot_share_equally_are_refused()
        => Refused<PlainBlockRouting>(ranks: 4, Agreed, new PlainBlockRouting(2), "6", "4");

    [TestMethod]
    public void More_choices_than_experts_are_refused()
        => Refused<PlainBlockRouting>(ranks: 2, Agreed with { TopK = 7 }, new PlainBlockRouting(3), "7", "6");

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(33)]
    public void A_number_of_choices_outside_of_1_to_32_is_refused(int topK)
        => Refused<PlainBlockRouting>(
            ranks: 2, Agreed with { TopK = topK, Experts = 64 }, new PlainBlockRouting(32), "TopK", $"{topK}");

    [TestMethod]
    [DataRow(0)]
    [DataRow(-4)]
    public void A_hidden_size_below_one_is_refused(int hidden)
        => Refused<PlainBlockRouting>(
            ranks: 2, Agreed with { Hidden = hidden }, new PlainBlockRouting(3), "Hidden", $"{hidden}");

    [TestMethod]
    [DataRow(0)]
    [DataRow(-2)]
    public void A_number_of_experts_below_one_is_refused(int experts)
        => Refused<PlainBlockRouting>(
            ranks: 2, Agreed with { Experts = experts }, new PlainBlockRouting(3), "Experts", $"{experts}");

    [TestMethod]
    [DataRow(0)]
    [DataRow(-8)]
    public void An_alignment_below_one_is_refused(int alignment)
        => Refused<PlainBlockRouting>(
            ranks: 2,
            Agreed with { ExpertAlignment = alignment },
            new PlainBlockRouting(3),
            "ExpertAlignment",
            $"{alignment}");

    [TestMethod]
    public void Local_experts_below_zero_are_refused()
        => Refused<PlainBlockRouting>(
            ranks: 2, Agreed with { LocalExperts = -3 }, new PlainBlockRouting(3), "LocalExperts", "-3");

    [TestMethod]
    public void What_one_rank_alone_gets_wrong_every_rank_is_told()
    {
        using var group = Group(Several);
        var error = EachRank.CatchSame<ExchangeException>(group, rank =>
        {
            var options = rank.Index == 1 ? Agreed with { LocalExperts = -3 } : Agreed;
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), options);
        });
        StringAssert.Contains(error.Message, "LocalExperts");
    }

    [TestMethod]
    public void Weighing_of_its_own_is_refused_by_rank_where_a_row_serves_several_choices()
    {
        var byRank = Agreed with { Layout = ExpertLayout.ByRank };
        Refused<BlockRouting>(ranks: 2, byRank, new BlockRouting(3), "[Combine]");
        Refused<RenamedRouting>(ranks: 2, byRank, new RenamedRouting(3, limit: 1f), "[Combine]");
    }

    [TestMethod]
    public void Element_types_that_rows_are_not_made_of_are_refused()
    {
        using var group = Group(2);
        Unsupported<double>();
        Unsupported<int>();

        void Unsupported<T>()
            where T : unmanaged
        {
            var error = EachRank.CatchSame<NotSupportedException>(group, rank =>
            {
                using var exchange =
                    new ExpertExchange<PlainBlockRouting, T>(rank, new PlainBlockRouting(3), Agreed);
            });
            StringAssert.Contains(error.Message, typeof(T).Name);
        }
    }

    [TestMethod]
    public void Missing_arguments_are_refused()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            Assert.ThrowsExactly<ArgumentNullException>(
                () => new ExpertExchange<PlainBlockRouting, float>(null!, new PlainBlockRouting(3), Agreed));
            Assert.ThrowsExactly<ArgumentNullException>(
                () => new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(3), null!));
        });
    }

    [TestMethod]
    public void Kernels_are_there_to_read_by_name()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<PlainBlockRouting, BFloat16>(rank, new PlainBlockRouting(3), Agreed);
            Assert.AreEqual("Pack", exchange.Kernels["Pack"].Name);
            Assert.IsTrue(exchange.Kernels.Count > 1);
            var error = Assert.ThrowsExactly<KeyNotFoundException>(() => exchange.Kernels["Nothing"]);
            StringAssert.Contains(error.Message, "Pack");
        });
    }

    /// <summary>The last rank differs; all get the same error, and can make an exchange afterwards.</summary>
    private void Disagree(ExchangeOptions other, string option, string value, string otherValue)
    {
        using var group = Group(Several);
        int last = Several - 1;
        var error = EachRank.CatchSame<ExchangeException>(group, rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), rank.Index == last ? other : Agreed);
        });
        StringAssert.Contains(error.Message, option);
        StringAssert.Contains(error.Message, value);
        StringAssert.Contains(error.Message, otherValue);
        StringAssert.Contains(error.Message, $"rank {last}");
        CanStillMakeOne(group);
    }

    /// <summary>All ranks ask for the same and are refused alike.</summary>
    private void Refused<TRouting>(
        int ranks, ExchangeOptions options, TRouting routing, params ReadOnlySpan<string> mentioned)
        where TRouting : unmanaged, IRouting
    {
        using var group = Group(ranks);
        var error = EachRank.CatchSame<ExchangeException>(group, rank =>
        {
            using var exchange = new ExpertExchange<TRouting, float>(rank, routing, options);
        });
        foreach (string words in mentioned)
            StringAssert.Contains(error.Message, words);
        CanStillMakeOne(group);
    }

    private static void CanStillMakeOne(RankGroup group) => group.Run(rank =>
    {
        using var exchange = new ExpertExchange<PlainBlockRouting, float>(
            rank, new PlainBlockRouting(1), Agreed with { Experts = rank.Size, TopK = 1 });
        using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [0], [1f]);
        Assert.AreEqual(rank.Index == 0 ? rank.Size : 0, plan.Counts.Pairs);
    });
}
