using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// A choice that cannot be routed: every rank gets the same error, that names it; no row moves; the next plan works.
/// </summary>
public abstract class RoutingErrorTests : ExchangeConformance
{
    private static readonly ExchangeSetup Setup = new()
    {
        Ranks = 3,
        Experts = 6,
        TopK = 2,
        Hidden = 3,
        Layout = ExpertLayout.ByExpert,
    };

    private static readonly ExchangeSetup EncodedSetup =
        Setup with { Experts = EncodedRouting.Experts, LocalExperts = [2, 0, 3] };

    private static readonly long[] Good = [0, 5, 3, -1, 2, 4];

    [TestMethod]
    [DataRow(6L)]
    [DataRow(7L)]
    [DataRow(-2L)]
    [DataRow(int.MaxValue + 0L)]
    [DataRow(int.MinValue + 0L)]
    public void An_id_outside_of_the_experts_is_an_error_on_every_rank(long id)
        => Fails(Setup, BlockOf2, [Good, [0, 5, 3, id, 2, 4], Good], rank: 1, token: 1, choice: 1, value: id);

    [TestMethod]
    [DataRow(6L)]
    [DataRow(-2L)]
    [DataRow(1L << 32)]
    [DataRow((1L << 32) + 3)]
    [DataRow((1L << 40) - 1)]
    [DataRow(-1L << 32)]
    [DataRow(0x1_ffff_ffffL)]
    [DataRow(long.MaxValue)]
    [DataRow(long.MinValue)]
    public void A_long_id_is_judged_and_named_whole(long id)
        => Fails(
            Setup, BlockOf2, [Good, Good, [0, 5, 3, 1, id, 4]], rank: 2, token: 2, choice: 0, value: id, longIds: true);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void Any_rank_may_be_the_one_in_error(int rank)
    {
        long[][] ids = [Good, Good, Good];
        ids[rank] = [0, 9, 3, -1, 2, 4];
        Fails(Setup, BlockOf2, ids, rank, token: 0, choice: 1, value: 9);
    }

    [TestMethod]
    public void A_rank_without_tokens_gets_the_error_too()
        => Fails(Setup, BlockOf2, [[], [0, 5, 99, 1], []], rank: 1, token: 1, choice: 0, value: 99);

    [TestMethod]
    public void The_lowest_rank_in_error_is_named()
        => Fails(
            Setup, BlockOf2, [Good, [0, 1, 2, 3, 5, 70], [60, 61, 62, 63, 64, 65]],
            rank: 1, token: 2, choice: 1, value: 70);

    [TestMethod]
    public void The_first_choice_in_error_is_named()
        => Fails(
            Setup, BlockOf2, [[0, 1, 2, 50, 40, 30], [20, 1, 2, 3, 4, 5], Good],
            rank: 0, token: 1, choice: 1, value: 50);

    [TestMethod]
    public void The_first_choice_in_error_is_named_among_many_blocks_of_them()
    {
        var ids = new long[4000];
        Array.Fill(ids, 100L, 777, ids.Length - 777);
        Fails(Setup, BlockOf2, [Good, ids, Good], rank: 1, token: 388, choice: 1, value: 100);
    }

    [TestMethod]
    [DataRow(3, 3L)]
    [DataRow(7, 7L)]
    [DataRow(-2, -2L)]
    [DataRow(-1, -1L)]
    public void A_rank_out_of_range_is_an_error(int rank, long value)
        => FailsWhereSent(rank, expert: 0, value);

    [TestMethod]
    [DataRow(0, 2, 2L)]
    [DataRow(0, 9, 9L)]
    [DataRow(0, -1, -1L)]
    [DataRow(1, 0, 0L)]
    [DataRow(2, 3, 3L)]
    [DataRow(2, -4, -4L)]
    public void An_expert_that_its_rank_has_not_is_an_error(int rank, int expert, long value)
        => FailsWhereSent(rank, expert, value);

    [TestMethod]
    public void Dropped_is_no_error()
    {
        using var group = Group(3);
        var counts = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<EncodedRouting, float>(
                rank, default, EncodedSetup.OptionsOf(rank.Index));
            long dropped = EncodedRouting.IdOf(-1, -1);
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [dropped, dropped], [1f, 1f]);
            return plan.Counts.Pairs;
        });
        Expect.Equal<int>([0, 0, 0], counts, "Pairs");
    }

    [TestMethod]
    public void Counts_throw_as_dispatch_does_and_a_plan_in_error_stays_so()
    {
        using var group = Group(3);
        group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, BlockOf2, Setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [0, rank.Index == 2 ? 6 : 1], [1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>([1, 2, 3], width: 3);
            var first = Assert.ThrowsExactly<RoutingException>(() => plan.Counts);
            var second = Assert.ThrowsExactly<RoutingException>(() => exchange.Dispatch(plan, x));
            var third = Assert.ThrowsExactly<RoutingException>(() => plan.Counts);
            Assert.AreEqual(first.Message, second.Message);
            Assert.AreEqual(first.Message, third.Message);
        });
    }

    [TestMethod]
    public void A_plan_in_error_that_nobody_asks_does_no_harm()
    {
        var trial = Drawn<float>(Setup, [5, 9, 2], seed: 81);
        var oracle = new ExchangeOracle<float>(Setup, trial.Batches, RoutingModels.Block(2).Route, weigh: null);
        using var group = Group(3);
        var received = group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, BlockOf2, Setup.OptionsOf(rank.Index));
            using (Gate.Plan(exchange, rank.Device, topK: 2, [0, rank.Index == 1 ? 6 : 1], [1f, 1f]))
            {
            }

            using var plan = Gate.Plan(exchange, rank.Device, Setup, trial.Batches[rank.Index]);
            using var x = rank.Device.CopyOfRows<float>(trial.Batches[rank.Index].X, Setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            return ReadBack.Of(tokens);
        });
        for (int rank = 0; rank < 3; rank++)
            Expect.Same(oracle.Dispatch(rank), received[rank], $"rank {rank}: ");
    }

    private static BlockRouting BlockOf2 => new(expertsPerRank: 2);

    /// <summary>Rank 2's token 1 is sent there by its choice 0, all the others to where experts are.</summary>
    private void FailsWhereSent(int rank, int expert, long value)
    {
        long good = EncodedRouting.IdOf(2, 1);
        long bad = EncodedRouting.IdOf(rank, expert);
        Fails(
            EncodedSetup, default(EncodedRouting), [[good, good], [], [good, -1, bad, good]],
            rank: 2, token: 1, choice: 0, value);
    }

    private void Fails<TRouting>(
        ExchangeSetup setup,
        TRouting routing,
        long[][] ids,
        int rank,
        int token,
        int choice,
        long value,
        bool longIds = false)
        where TRouting : unmanaged, IRouting
    {
        using var group = Group(setup.Ranks);
        string[] messages = group.Run(me =>
        {
            using var exchange = new ExpertExchange<TRouting, float>(me, routing, setup.OptionsOf(me.Index));
            long[] mine = ids[me.Index];
            using var x = me.Device.AllocateRows<float>(mine.Length / setup.TopK, setup.Hidden);
            using var plan = Gate.Plan(exchange, me.Device, setup.TopK, mine, new float[mine.Length], longIds);
            var error = Assert.ThrowsExactly<RoutingException>(() => exchange.Dispatch(plan, x));
            Assert.AreEqual((rank, token, choice, value), (error.Rank, error.Token, error.Choice, error.Value));
            Assert.AreEqual(ids[rank][(token * setup.TopK) + choice], error.Expert);

            // Every rank is able to make the next plan.
            long[] masked = [.. Enumerable.Repeat(-1L, mine.Length)];
            using var next = Gate.Plan(exchange, me.Device, setup.TopK, masked, new float[mine.Length], longIds);
            using var tokens = exchange.Dispatch(next, x);
            Assert.AreEqual(0L, tokens.SourceIndex.Length);
            return error.Message;
        });
        foreach (string message in messages)
        {
            Assert.AreEqual(messages[0], message);
            StringAssert.Contains(message, $"{value}");
            StringAssert.Contains(message, $"expert {ids[rank][(token * setup.TopK) + choice]} ");
        }
    }
}
