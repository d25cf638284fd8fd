using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>What the source document's reviewers asked for, point by point, by value.</summary>
public abstract class ReviewersTests : ExchangeConformance
{
    private static readonly ExchangeSetup TwoRanks = new()
    {
        Ranks = 2,
        Experts = 4,
        Hidden = 1,
        Layout = ExpertLayout.ByExpert,
    };

    [TestMethod]
    public void Reviewers_asked_int32_and_int64_ids_are_both_taken_and_never_reinterpreted()
    {
        // Taken for pairs of int, these ids would read 3, 0, 2, 0; and halves of -1 would be masked twice.
        long[] ids = [3, 2, -1, 0, 1, 3];
        using var group = Group(2);
        foreach (bool longIds in new[] { false, true })
        {
            var received = group.Run(rank => DispatchIds(rank, TwoRanks, ids, longIds));
            Expect.Equal<int>([3, 4, 3, 4], received[0].SourceIndex, $"long {longIds}, rank 0: SourceIndex");
            Expect.Equal<int>([0, 1, 0, 1], received[0].TopkIndices, $"long {longIds}, rank 0: TopkIndices");
            Expect.Equal<int>([0, 1, 5, 0, 1, 5], received[1].SourceIndex, $"long {longIds}, rank 1: SourceIndex");
            Expect.Equal<int>([1, 0, 1, 1, 0, 1], received[1].TopkIndices, $"long {longIds}, rank 1: TopkIndices");
        }
    }

    [TestMethod]
    [DataRow(1L << 32, 0)]
    [DataRow((5L << 32) | 2, 1)]
    [DataRow(0xffff_ffffL, 0)]
    [DataRow(long.MinValue, 1)]
    public void Reviewers_asked_ids_far_beyond_an_int_are_reported_with_their_true_value(long id, int rank)
    {
        // Their lower halves, 0, 2, -1 and 0, would all be good.
        using var group = Group(2);
        var error = EachRank.CatchSame<RoutingException>(
            group, me => DispatchIds(me, TwoRanks, [0, 3, me.Index == rank ? id : 1], longIds: true));
        Assert.AreEqual((rank, 2, 0, id), (error.Rank, error.Token, error.Choice, error.Value));
        StringAssert.Contains(error.Message, $"{id}");
    }

    [TestMethod]
    public void Reviewers_asked_ids_in_range_are_checked_not_assumed()
    {
        using var group = Group(2);
        foreach (long id in new long[] { 4, 1000, -2, int.MinValue, int.MaxValue })
        {
            var error = EachRank.CatchSame<RoutingException>(
                group, me => DispatchIds(me, TwoRanks, [0, me.Index == 1 ? id : 3]));
            Assert.AreEqual((1, 1, 0, id), (error.Rank, error.Token, error.Choice, error.Value));
        }
    }

    [TestMethod]
    public void Reviewers_asked_a_choice_names_exactly_one_rank()
    {
        // Ten choices a rank: each is counted on one rank or on none, wherever it is sent.
        long[] ids = [0, 3, 1, 2, -1, 3, 3, 0, 2, 1];
        using var group = Group(2);
        var received = group.Run(rank => DispatchIds(rank, TwoRanks, ids));
        int choices = received.Sum(r => r.TokensPerExpert.Sum());
        Assert.AreEqual(2 * 9, choices);
        Expect.Equal<int>([4, 4], received[0].TokensPerExpert, "rank 0: TokensPerExpert");
        Expect.Equal<int>([4, 6], received[1].TokensPerExpert, "rank 1: TokensPerExpert");

        var setup = TwoRanks with { Experts = EncodedRouting.Experts, LocalExperts = [1, 1] };
        long none = EncodedRouting.IdOf(rank: 2, expert: 0);
        var error = EachRank.CatchSame<RoutingException>(group, me =>
        {
            using var exchange = new ExpertExchange<EncodedRouting, float>(me, default, setup.OptionsOf(me.Index));
            using var plan = Gate.Plan(exchange, me.Device, topK: 1, [none], [1f]);
            Assert.Fail($"The plan counted {plan.Counts.Pairs} pairs.");
        });
        Assert.AreEqual((0, 0, 0, 2L), (error.Rank, error.Token, error.Choice, error.Value));
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void Reviewers_asked_source_indices_that_collide_cannot_overwrite(ExpertLayout layout)
    {
        // A caller that makes all source indices equal changes nothing: places are computed, not taken from there.
        var setup = TwoRanks with { Layout = layout };
        using var group = Group(2);
        var combined = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [3, 0, 2], [1f, 1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>([10, 20, 30], width: 1);
            using var tokens = exchange.Dispatch(plan, x);
            tokens.SourceIndex.CopyFrom(new int[tokens.SourceIndex.Length]);
            tokens.SourceRank.CopyFrom(new int[tokens.SourceRank.Length]);
            using var y = rank.Device.AllocateRows<float>(3, width: 1);
            exchange.Combine(plan, tokens.Rows, y);
            return y.ToArray();
        });
        Expect.SameBits<float>([10, 20, 30], combined[0], "rank 0: combined");
        Expect.SameBits<float>([10, 20, 30], combined[1], "rank 1: combined");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Reviewers_asked_sums_of_counts_cannot_overflow(bool longIds)
    {
        // 32 choices for each of 2^26 + 1 tokens are 2^31 + 32. The tensors are only said to be that long; a plan that
        // cannot count them has to refuse before it reads any.
        const long tokens = (1L << 26) + 1;
        var setup = TwoRanks with { Experts = 64, TopK = 32 };
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(32), setup.OptionsOf(rank.Index));
            using var memory = rank.Device.Allocate<long>(64);
            nint pointer = AddressOf(memory);
            using var ids = DeviceRows<int>.Wrap(rank.Device, pointer, tokens, width: 32);
            using var wide = DeviceRows<long>.Wrap(rank.Device, pointer, tokens, width: 32);
            using var weights = DeviceRows<float>.Wrap(rank.Device, pointer, tokens, width: 32);
            var error = Assert.ThrowsExactly<ArgumentException>(
                () => longIds ? exchange.CreatePlan(wide, weights) : exchange.CreatePlan(ids, weights));
            StringAssert.Contains(error.Message, $"{tokens}");
        });
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Reviewers_asked_weights_travel_and_are_applied_on_the_experts_side(int home)
    {
        // 3 * (1 + 2^-7) = 3.0234375 lies between the bfloat16s 3.015625 and 3.03125, and travels as the latter. From
        // each of two ranks that makes 6.0625; the third takes 6.03125 away, and 0.03125 is left. Weighed at the
        // source, from answers that travelled bare, 2 * 3.0234375 - 6.03125 = 0.015625 would be.
        var setup = new ExchangeSetup
        {
            Ranks = 3,
            Experts = 3,
            TopK = 3,
            Hidden = 1,
            Layout = ExpertLayout.ByExpert,
        };
        using var group = Group(3);
        var outcomes = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, BFloat16>(
                rank, new PlainBlockRouting(1), setup.OptionsOf(rank.Index));
            bool isHome = rank.Index == home;
            using var plan = isHome
                ? Gate.Plan(exchange, rank.Device, topK: 3, [0, 1, 2], [1.0078125f, 1.0078125f, -1f])
                : Gate.Plan(exchange, rank.Device, topK: 3, [], []);
            using var x = rank.Device.CopyOfRows<BFloat16>(isHome ? [(BFloat16)1f] : [], width: 1);
            using var tokens = exchange.Dispatch(plan, x);
            float[] weights = tokens.RowWeight.ToArray();
            using var answer = rank.Device.CopyOfRows<BFloat16>(
                [(BFloat16)(rank.Index == 2 ? 6.03125f : 3f)], width: 1);
            using var y = rank.Device.AllocateRows<BFloat16>(isHome ? 1 : 0, width: 1);
            exchange.Combine(plan, answer, y);
            return (weights, combined: y.ToArray());
        });

        Expect.SameBits<float>([1.0078125f], outcomes[0].weights, "rank 0: RowWeight");
        Expect.SameBits<float>([-1f], outcomes[2].weights, "rank 2: RowWeight");
        Expect.SameBits<BFloat16>([(BFloat16)0.03125f], outcomes[home].combined, "combined");
    }

    [TestMethod]
    public void Reviewers_asked_tokens_need_not_be_sorted()
    {
        using var group = Group(2);
        var received = group.Run(rank => DispatchIds(rank, TwoRanks, [3, 0, 2, 1, 3, 0]));
        Expect.Equal<int>([1, 3, 5, 1, 3, 5], received[0].SourceIndex, "rank 0: SourceIndex");
        Expect.Equal<int>([0, 2, 3, 5, 1, 4], received[0].RowToken, "rank 0: RowToken");
        Expect.Equal<int>([0, 2, 4, 0, 2, 4], received[1].SourceIndex, "rank 1: SourceIndex");
        Expect.Equal<int>([1, 4, 0, 2, 3, 5], received[1].RowToken, "rank 1: RowToken");
    }

    [TestMethod]
    public void Reviewers_asked_gaps_in_the_source_are_handled_by_dispatch()
    {
        // Tokens 0, 2 and 5 go nowhere; the others keep their indices and values, and the gaps come back as zero.
        var ids = new long[] { -1, 3, -1, 0, 2, -1 };
        using var group = Group(2);
        var outcomes = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), TwoRanks.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, ids, [1, 1, 1, 1, 1, 1]);
            using var x = rank.Device.CopyOfRows<float>([10, 11, 12, 13, 14, 15], width: 1);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            using var y = rank.Device.CopyOfRows<float>(ElementFormat<float>.Instance.Poison(6), width: 1);
            exchange.Combine(plan, tokens.Rows, y);
            return new TrialOutcome<float>(received, y.ToArray());
        });
        Expect.Equal<int>([3, 3], outcomes[0].Received.SourceIndex, "rank 0: SourceIndex");
        Expect.SameBits<float>([13, 13], outcomes[0].Received.Rows, "rank 0: Rows");
        Expect.Equal<int>([1, 4, 1, 4], outcomes[1].Received.SourceIndex, "rank 1: SourceIndex");
        Expect.SameBits<float>([14, 14, 11, 11], outcomes[1].Received.Rows, "rank 1: Rows");
        Expect.SameBits<float>([0, 11, 0, 13, 14, 0], outcomes[0].Combined, "rank 0: combined");
        Expect.SameBits<float>([0, 11, 0, 13, 14, 0], outcomes[1].Combined, "rank 1: combined");
    }

    [TestMethod]
    public void Reviewers_asked_the_distribution_may_be_uneven()
    {
        var ids = new long[40];
        Array.Fill(ids, 3);
        ids[39] = 1;
        using var group = Group(2);
        var received = group.Run(rank => DispatchIds(rank, TwoRanks, rank.Index == 0 ? ids : [0]));
        Expect.Equal<int>([1, 39], received[0].TokensToRank, "rank 0: TokensToRank");
        Expect.Equal<int>([1, 1], received[0].TokensFromRank, "rank 0: TokensFromRank");
        Expect.Equal<int>([1, 1], received[0].TokensPerExpert, "rank 0: TokensPerExpert");
        Expect.Equal<int>([1, 0], received[1].TokensToRank, "rank 1: TokensToRank");
        Expect.Equal<int>([39, 0], received[1].TokensFromRank, "rank 1: TokensFromRank");
        Expect.Equal<int>([0, 39], received[1].TokensPerExpert, "rank 1: TokensPerExpert");
    }

    [TestMethod]
    public void Reviewers_asked_the_source_rank_is_kept_beside_the_source_index()
    {
        // Token 0 of rank 0 and token 0 of rank 2 go to rank 1: only their ranks tell them apart.
        var setup = TwoRanks with { Ranks = 3, Experts = 6 };
        using var group = Group(3);
        var received = group.Run(rank => DispatchIds(rank, setup, rank.Index == 1 ? [0, 2] : [2]));
        Expect.Equal<int>([0, 1, 0], received[1].SourceIndex, "rank 1: SourceIndex");
        Expect.Equal<int>([0, 1, 2], received[1].SourceRank, "rank 1: SourceRank");
        Expect.Equal<int>([0], received[0].SourceIndex, "rank 0: SourceIndex");
        Expect.Equal<int>([1], received[0].SourceRank, "rank 0: SourceRank");
    }

    [TestMethod]
    public void Reviewers_asked_rows_are_regrouped_by_expert_on_arrival()
    {
        var setup = TwoRanks with { Experts = 6, TopK = 2, Alignment = 4 };
        using var group = Group(2);
        var received = group.Run(rank =>
            DispatchIds(rank, setup, rank.Index == 0 ? [5, 3, 0, 5, 3, 3] : [3, 5]));

        // Rank 1's experts are 3, 4 and 5. A token with one expert twice has two rows, in order of choice.
        Expect.Equal<int>([4, 0, 3], received[1].TokensPerExpert, "TokensPerExpert");
        Expect.Equal<int>([0, 4, 4, 8], received[1].ExpertOffsets, "ExpertOffsets");
        Expect.Equal<int>([0, 2, 2, 3, 0, 1, 3, -1], received[1].RowToken, "RowToken");
        Expect.Equal<int>([1, 0, 1, 0, 0, 1, 1, -1], received[1].RowChoice, "RowChoice");
        Expect.SameBits<float>([100, 102, 102, 200, 100, 101, 200, 0], received[1].Rows, "Rows");
        Expect.Equal<int>([2, 0, -1, 2, 0, 0, 0, 2], received[1].TopkIndices, "TopkIndices");
    }

    /// <summary>
    /// Sends the tokens of a rank, x[t] = 100 (1 + rank) + t at weight 1, to experts that neighbour each other.
    /// </summary>
    private static Received<float> DispatchIds(Rank rank, ExchangeSetup setup, long[] ids, bool longIds = false)
    {
        using var exchange = new ExpertExchange<PlainBlockRouting, float>(
            rank, new PlainBlockRouting(setup.Experts / setup.Ranks), setup.OptionsOf(rank.Index));
        float[] weights = Array.ConvertAll(ids, _ => 1f);
        using var plan = Gate.Plan(exchange, rank.Device, setup.TopK, ids, weights, longIds);
        float[] values = [.. Enumerable.Range(0, ids.Length / setup.TopK).Select(t => 100f * (1 + rank.Index) + t)];
        using var x = rank.Device.CopyOfRows<float>(values, width: 1);
        using var tokens = exchange.Dispatch(plan, x);
        return ReadBack.Of(tokens);
    }

    private static unsafe nint AddressOf(DeviceArray<long> array) => (nint)((DeviceSpan<long>)array).Data;
}
