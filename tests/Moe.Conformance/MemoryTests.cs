using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>
/// A caller's tensors may begin anywhere and stand close together; only what is asked for is written.
/// </summary>
public abstract class MemoryTests : ExchangeConformance
{
    [TestMethod]
    [DataRow(ExpertLayout.ByRank, 8)]
    [DataRow(ExpertLayout.ByRank, 33)]
    [DataRow(ExpertLayout.ByExpert, 8)]
    [DataRow(ExpertLayout.ByExpert, 33)]
    public void Tensors_may_begin_at_any_element(ExpertLayout layout, int hidden)
    {
        // Rows of 8 would be loaded 16 bytes at a time, did they not begin one, two or three elements off.
        for (int offset = 1; offset <= 3; offset++)
        {
            Shift<float>(layout, hidden, offset);
            Shift<BFloat16>(layout, hidden, offset);
        }
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void The_tokens_own_memory_may_take_the_combined_ones(ExpertLayout layout)
    {
        var setup = SetupOf(layout, hidden: 5);
        var trial = Drawn<float>(setup, [14, 37], seed: 102);
        using var group = Group(2);
        var outcomes = group.Run(rank =>
        {
            var batch = trial.Batches[rank.Index];
            using var exchange = Exchange<float>(rank, setup);
            using var plan = Gate.Plan(exchange, rank.Device, setup, batch);
            using var x = rank.Device.CopyOfRows<float>(batch.X, setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            var received = ReadBack.Of(tokens);
            exchange.Combine(plan, tokens.Rows, x);
            return new TrialOutcome<float>(received, x.ToArray());
        });
        CompareEcho(OracleOf(trial), outcomes);
    }

    [TestMethod]
    public void Inputs_and_answers_are_left_as_they_were()
    {
        var setup = SetupOf(ExpertLayout.ByExpert, hidden: 6);
        var trial = Drawn<BFloat16>(setup, [33, 8], seed: 103);
        using var group = Group(2);
        group.Run(rank =>
        {
            var batch = trial.Batches[rank.Index];
            using var exchange = Exchange<BFloat16>(rank, setup);
            using var ids = rank.Device.CopyOfRows<long>(batch.Experts, setup.TopK);
            using var weights = rank.Device.CopyOfRows<float>(batch.Weights, setup.TopK);
            using var plan = exchange.CreatePlan(ids, weights);
            using var x = rank.Device.CopyOfRows<BFloat16>(batch.X, setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            var answers = tokens.Rows.ToArray();
            using var y = rank.Device.AllocateRows<BFloat16>(batch.Tokens, setup.Hidden);
            exchange.Combine(plan, tokens.Rows, y);
            Expect.Equal<long>(batch.Experts, ids.ToArray(), "ids");
            Expect.SameBits<float>(batch.Weights, weights.ToArray(), "weights");
            Expect.SameBits<BFloat16>(batch.X, x.ToArray(), "x");
            Expect.SameBits<BFloat16>(answers, tokens.Rows.ToArray(), "answers");
        });
    }

    private void Shift<T>(ExpertLayout layout, int hidden, int offset)
        where T : unmanaged
    {
        var setup = SetupOf(layout, hidden);
        var trial = Drawn<T>(setup, [21, 34], seed: 101);
        using var group = Group(2);
        var outcomes = group.Run(rank =>
        {
            var batch = trial.Batches[rank.Index];
            using var exchange = Exchange<T>(rank, setup);
            using var ids = new ShiftedRows<int>(
                rank.Device, Array.ConvertAll(batch.Experts, id => (int)id), setup.TopK, offset);
            using var weights = new ShiftedRows<float>(rank.Device, batch.Weights, setup.TopK, offset);
            using var x = new ShiftedRows<T>(rank.Device, batch.X, hidden, offset);
            using var plan = exchange.CreatePlan(ids.Rows, weights.Rows);
            using var tokens = exchange.Dispatch(plan, x.Rows);
            var received = ReadBack.Of(tokens);
            using var answer = new ShiftedRows<T>(rank.Device, received.Rows, hidden, offset);
            using var y = new ShiftedRows<T>(
                rank.Device, ElementFormat<T>.Instance.Poison(batch.X.Length), hidden, offset);
            exchange.Combine(plan, answer.Rows, y.Rows);
            y.CheckSurroundings();
            return new TrialOutcome<T>(received, y.Rows.ToArray());
        });
        CompareEcho(OracleOf(trial), outcomes, $"{typeof(T).Name}, {setup}, offset {offset}: ");
    }

    private static ExchangeSetup SetupOf(ExpertLayout layout, int hidden) => new()
    {
        Ranks = 2,
        Experts = 6,
        TopK = 2,
        Hidden = hidden,
        Layout = layout,
        Alignment = 4,
    };

    private static ExpertExchange<PlainBlockRouting, T> Exchange<T>(Rank rank, ExchangeSetup setup)
        where T : unmanaged
        => new(rank, new PlainBlockRouting(3), setup.OptionsOf(rank.Index));

    private static ExchangeOracle<T> OracleOf<T>(Trial<T> trial)
        where T : unmanaged
        => new(trial.Setup, trial.Batches, RoutingModels.PlainBlock(3).Route, weigh: null);
}
