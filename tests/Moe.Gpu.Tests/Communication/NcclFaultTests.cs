using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Communication;

/// <summary>
/// What two ranks of one process, joined by NCCL, are told when one of them fails, and that another group can be made
/// in the same process.
/// </summary>
[TestClass]
public sealed class NcclFaultTests
{
    private const int Milliseconds = 120_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly ExchangeSetup Setup = new() { Ranks = 2, Experts = 2, Hidden = 128 };

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void What_a_rank_throws_is_told_to_the_other(int culprit)
    {
        var seen = new Exception?[2];
        var error = Fails<FormatException>(seen, rank =>
        {
            using var exchange = new SteadyRounds(rank, Setup, tokens: 50);
            exchange.Run(3);
            if (rank.Index == culprit)
                throw new FormatException("thrown on purpose");
            while (true)
                exchange.Run(1);
        });

        Assert.AreEqual("thrown on purpose", error.Message);
        var told = (RankFailedException)seen[1 - culprit]!;
        Assert.AreEqual((culprit, "plan 6: combine"), (told.Rank, told.Step));
        Assert.AreSame(error, told.InnerException);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Tokens_of_a_wrong_shape_are_told_to_the_other(int culprit)
    {
        var seen = new Exception?[2];
        Fails<ArgumentException>(seen, rank =>
        {
            using var exchange = Make(rank);
            using var plan = PlanToOther(rank, exchange, tokens: 7);
            using var x = rank.Device.AllocateRows<float>(7, Setup.Hidden + (rank.Index == culprit ? 1 : 0));
            using var tokens = exchange.Dispatch(plan, x);
            rank.Stream.Synchronize();
        });

        var told = (RankFailedException)seen[1 - culprit]!;
        Assert.AreEqual((culprit, "plan 1: headers"), (told.Rank, told.Step));
        Assert.IsInstanceOfType<ArgumentException>(told.InnerException);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void A_rank_that_never_calls_is_named_on_both(int culprit)
    {
        using var isOver = new ManualResetEventSlim();
        var seen = new Exception?[2];
        var error = Fails<RankTimeoutException>(seen, rank =>
        {
            using var exchange = Make(rank);
            if (rank.Index == culprit)
                isOver.Wait();
            try
            {
                using var plan = PlanToOther(rank, exchange, tokens: 7);
                Assert.AreEqual(7, plan.Counts.Pairs);
            }
            finally
            {
                isOver.Set();
            }
        });

        Assert.AreEqual(
            $"After 3 s in step 'plan 1: headers': rank {culprit} has not come, "
            + "last seen in step 'exchange construction'.",
            error.Message);
        CollectionAssert.AreEqual(new[] { culprit }, error.Ranks.ToArray());
        foreach (var each in seen)
            Assert.AreEqual(error.Message, each!.Message);
    }

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void A_rank_that_has_left_is_named()
    {
        var error = Fails<RankTimeoutException>(new Exception?[2], rank =>
        {
            using var exchange = Make(rank);
            if (rank.Index == 1)
                return;
            using var plan = PlanToOther(rank, exchange, tokens: 7);
            Assert.AreEqual(7, plan.Counts.Pairs);
        });

        StringAssert.EndsWith(error.Message, "rank 1 has left, last seen in step 'exchange construction'.");
        CollectionAssert.AreEqual(new[] { 1 }, error.Ranks.ToArray());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Calls_that_differ_are_an_error_that_names_both_ranks_and_steps(int combines)
    {
        var seen = new Exception?[2];
        var error = Fails<RankMismatchException>(seen, rank =>
        {
            using var exchange = Make(rank);
            using var plan = PlanToOther(rank, exchange, tokens: 7);
            using var x = rank.Device.AllocateRows<float>(7, Setup.Hidden);
            using var y = rank.Device.AllocateRows<float>(7, Setup.Hidden);
            using var first = exchange.Dispatch(plan, x);
            if (rank.Index == combines)
                exchange.Combine(plan, first.Rows, y);
            else
                exchange.Dispatch(plan, x).Dispose();
            rank.Stream.Synchronize();
        });

        StringAssert.Matches(error.Message, new($"ank {combines} (is )?at step 'plan 1: combine'"));
        StringAssert.Matches(error.Message, new($"ank {1 - combines} (is )?at step 'plan 1: dispatch'"));
        foreach (var each in seen)
            Assert.AreEqual(error.Message, each!.Message);
    }

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Byte_counts_that_differ_end_in_an_error_that_names_the_step()
    {
        var seen = new Exception?[2];
        var error = Fails<RankTimeoutException>(seen, rank =>
        {
            using var data = rank.Device.Allocate<byte>(200_000);
            rank.Communicator.StartGroup();
            if (rank.Index == 0)
                rank.Communicator.Send(data.Pointer, 1000, peer: 1, rank.Stream);
            else
                rank.Communicator.Receive(data.Pointer, 200_000, peer: 0, rank.Stream);
            rank.Communicator.EndGroup("uneven");
            rank.Stream.Synchronize();

            // Rank 0 may be done with its part.
            rank.Control.AllGather("later", []);
        });

        StringAssert.Contains(error.Message, "'uneven'");
        foreach (var each in seen)
            Assert.IsInstanceOfType<RankTimeoutException>(each);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void A_choice_that_cannot_be_routed_leaves_the_group_as_it_was(int culprit)
    {
        using var group = Gpus.Joined(2);
        group.Run(rank =>
        {
            using var exchange = Make(rank);
            for (int round = 0; round < 3; round++)
            {
                using (var plan = Gate.Plan(exchange, rank.Device, topK: 1, [rank.Index == culprit ? 9 : 0], [1f]))
                {
                    var error = Assert.ThrowsExactly<RoutingException>(() => plan.Counts);
                    Assert.AreEqual((culprit, 0, 0, 9L), (error.Rank, error.Token, error.Choice, error.Value));
                }

                RoundTrip(rank, exchange);
            }
        });
    }

    /// <summary>A run of two ranks that fails; another group works afterwards.</summary>
    /// <param name="seen">[2] takes what each rank was told.</param>
    /// <param name="body">What a rank does.</param>
    /// <returns>What the run threw.</returns>
    private static TException Fails<TException>(Exception?[] seen, Action<Rank> body)
        where TException : Exception
    {
        TException error;
        using (var group = Gpus.Joined(2))
        {
            group.Timeout = Patience;
            error = Assert.ThrowsExactly<TException>(() => group.Run(rank =>
            {
                try
                {
                    body(rank);
                }
                catch (Exception e)
                {
                    seen[rank.Index] = e;
                    throw;
                }
            }));
        }

        using var another = Gpus.Joined(2);
        another.Run(rank =>
        {
            using var exchange = Make(rank);
            RoundTrip(rank, exchange);
        });
        return error;
    }

    private static ExpertExchange<PlainBlockRouting, float> Make(Rank rank)
        => new(rank, new PlainBlockRouting(1), Setup.OptionsOf(rank.Index));

    private static ExchangePlan PlanToOther(
        Rank rank, ExpertExchange<PlainBlockRouting, float> exchange, int tokens)
        => Gate.Plan(
            exchange, rank.Device, topK: 1, [.. Enumerable.Repeat(1L - rank.Index, tokens)],
            [.. Enumerable.Repeat(1f, tokens)]);

    private static void RoundTrip(Rank rank, ExpertExchange<PlainBlockRouting, float> exchange)
    {
        float[] values = [.. Enumerable.Range(0, 7 * Setup.Hidden).Select(i => (float)i + rank.Index)];
        using var plan = PlanToOther(rank, exchange, tokens: 7);
        using var x = rank.Device.CopyOfRows<float>(values, Setup.Hidden);
        using var tokens = exchange.Dispatch(plan, x);
        using var y = rank.Device.AllocateRows<float>(7, Setup.Hidden);
        exchange.Combine(plan, tokens.Rows, y);
        CollectionAssert.AreEqual(values, y.ToArray());
    }
}
