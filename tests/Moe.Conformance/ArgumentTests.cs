using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// Wrong arguments enqueue nothing and may be retried: one rank gets them wrong first, the others know nothing of it,
/// and the exchange goes on as if they had never been.
/// </summary>
public abstract class ArgumentTests : ExchangeConformance
{
    private static readonly ExchangeSetup Setup = new()
    {
        Ranks = 2,
        Experts = 4,
        TopK = 2,
        Hidden = 3,
        Layout = ExpertLayout.ByExpert,
        Alignment = 4,
    };

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Wrong_tensors_move_nothing_and_may_be_retried(int wrongRank)
    {
        var trial = Drawn<float>(Setup, [7, 12], seed: 71);
        using var group = Group(2);
        var outcomes = group.Run(rank =>
        {
            int r = rank.Index;
            var batch = trial.Batches[r];
            var wrong = rank.Index == wrongRank ? new WrongArguments(rank.Device, Setup, batch.Tokens) : null;
            using var exchange = new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), Setup.OptionsOf(r));
            wrong?.Plan(exchange);
            using var plan = Gate.Plan(exchange, rank.Device, Setup, batch);
            wrong?.CombineTooEarly(exchange, plan);
            wrong?.Dispatch(exchange, plan);
            using var x = rank.Device.CopyOfRows<float>(batch.X, Setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            wrong?.Combine(exchange, plan);
            using var y = rank.Device.AllocateRows<float>(batch.Tokens, Setup.Hidden);
            exchange.Combine(plan, tokens.Rows, y);
            return new TrialOutcome<float>(received, y.ToArray());
        });

        var oracle = new ExchangeOracle<float>(Setup, trial.Batches, RoutingModels.Block(2).Route, weigh: null);
        CompareEcho(oracle, outcomes);
    }

    [TestMethod]
    public void Memory_of_another_device_is_refused()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var elsewhere = new CpuDevice();
            using var exchange = new ExpertExchange<BlockRouting, float>(
                rank, new BlockRouting(2), Setup.OptionsOf(rank.Index));
            using var indices = elsewhere.CopyOfRows<int>([0, 3], width: 2);
            using var weights = elsewhere.CopyOfRows<float>([1, 1], width: 2);
            using var x = elsewhere.CopyOfRows<float>([1, 2, 3], width: 3);
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [0, 3], [1f, 1f]);

            var ofPlan = Assert.ThrowsExactly<ArgumentException>(() => exchange.CreatePlan(indices, weights));
            var ofDispatch = Assert.ThrowsExactly<ArgumentException>(() => exchange.Dispatch(plan, x));

            StringAssert.Contains(ofPlan.Message, "topkIndices is memory of another device (CPU)");
            StringAssert.Contains(ofDispatch.Message, $"x is memory of another device (CPU) than that of rank {rank.Index}");
        });
    }

    [TestMethod]
    public void Combined_tokens_do_not_take_the_memory_of_the_answers()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange = new ExpertExchange<BlockRouting, float>(
                rank, new BlockRouting(2), Setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [0, 3], [1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>([1, 2, 3], width: 3);
            using var tokens = exchange.Dispatch(plan, x);
            int last = (int)tokens.Rows.Count - 1;

            var error = Assert.ThrowsExactly<ArgumentException>(
                () => exchange.Combine(plan, tokens.Rows, tokens.Rows.Slice(last, 1)));

            StringAssert.Contains(error.Message, "destination overlaps expertOutput");
            exchange.Combine(plan, tokens.Rows, x);
            CollectionAssert.AreEqual(new float[] { 2, 4, 6 }, x.ToArray());
        });
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void An_exchange_may_be_ordered_on_a_stream_that_is_handed_in(ExpertLayout layout)
    {
        var setup = Setup with { Layout = layout };
        var trial = Drawn<float>(setup, [17, 9], seed: 72);
        using var group = Group(2);
        var outcomes = group.Run(rank =>
        {
            var batch = trial.Batches[rank.Index];
            using var stream = rank.Device.CreateStream();
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), setup.OptionsOf(rank.Index) with { Stream = stream });
            using var plan = Gate.Plan(exchange, rank.Device, setup, batch);
            using var x = rank.Device.CopyOfRows<float>(batch.X, setup.Hidden);
            using var y = rank.Device.AllocateRows<float>(batch.Tokens, setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            rank.Stream.WaitFor(stream);
            stream.WaitFor(rank.Stream);
            exchange.Combine(plan, tokens.Rows, y);
            stream.Synchronize();
            return new TrialOutcome<float>(ReadBack.Of(tokens), y.ToArray());
        });

        CompareEcho(new ExchangeOracle<float>(setup, trial.Batches, RoutingModels.PlainBlock(2).Route, weigh: null), outcomes);
    }

    [TestMethod]
    public void A_stream_of_another_device_is_refused()
    {
        using var group = Group(1);
        group.Run(rank =>
        {
            using var elsewhere = new CpuDevice();
            using var stream = elsewhere.CreateStream();
            Assert.ThrowsExactly<ArgumentException>(() => rank.Stream.WaitFor(stream));
            Assert.ThrowsExactly<ArgumentException>(() => new ExpertExchange<BlockRouting, float>(
                rank, new BlockRouting(2), new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 1, Stream = stream }));
        });
    }

    [TestMethod]
    public void A_plan_of_another_exchange_is_refused()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            var options = Setup.OptionsOf(rank.Index);
            using var mine = new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), options);
            using var other = new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), options);
            using var plan = Gate.Plan(other, rank.Device, topK: 2, [0, 3], [1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>([1, 2, 3], width: 3);
            Assert.ThrowsExactly<ArgumentException>(() => mine.Dispatch(plan, x));
            using var tokens = other.Dispatch(plan, x);
            Assert.ThrowsExactly<ArgumentException>(() => mine.Combine(plan, tokens.Rows, x));
            other.Combine(plan, tokens.Rows, x);
        });
    }

    [TestMethod]
    public void A_combine_before_the_dispatch_says_so()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), Setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [0, 3], [1f, 1f]);
            using var rows = rank.Device.CopyOfRows<float>([1, 2, 3], width: 3);
            Assert.ThrowsExactly<InvalidOperationException>(() => exchange.Combine(plan, rows, rows));

            // Nor do the counts alone make a dispatch.
            Assert.AreEqual(4, plan.Counts.Rows);
            Assert.ThrowsExactly<InvalidOperationException>(() => exchange.Combine(plan, rows, rows));
        });
    }

    [TestMethod]
    public void Tables_of_rows_are_refused_by_rank()
    {
        var setup = Setup with { Layout = ExpertLayout.ByRank };
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 2, [0, 3], [1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>([1, 2, 3], width: 3);
            using var tokens = exchange.Dispatch(plan, x);
            Assert.AreEqual(ExpertLayout.ByRank, tokens.Layout);
            Assert.ThrowsExactly<InvalidOperationException>(() => tokens.RowToken);
            Assert.ThrowsExactly<InvalidOperationException>(() => tokens.RowChoice);
            Assert.ThrowsExactly<InvalidOperationException>(() => tokens.RowWeight);
        });
    }
}
