using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>What lives how long: plans, their results, and what a caller does with its own memory meanwhile.</summary>
public abstract class PlanTests : ExchangeConformance
{
    private ExchangeSetup ByRank => new() { Ranks = Several, Experts = 2 * Several, TopK = 2, Hidden = 5 };

    private ExchangeSetup ByExpert => ByRank with { Layout = ExpertLayout.ByExpert, Alignment = 8 };

    private int[] TokenCounts => OfSeveral(20, 0, 35);

    private ExchangeSetup SetupOf(ExpertLayout layout) => layout == ExpertLayout.ByRank ? ByRank : ByExpert;

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void Several_tensors_under_one_plan_are_kept_apart(ExpertLayout layout)
    {
        const int tensors = 4;
        var setup = SetupOf(layout);
        var first = Drawn<float>(setup, TokenCounts, seed: 11);
        var draw = new Draw(seed: 12);
        Batch<float>[][] batches =
        [
            .. Enumerable.Range(0, tensors).Select(_ => first.Batches
                .Select(b => b with { X = draw.Values<float>(b.X.Length) }).ToArray()),
        ];
        using var group = Group(Several);
        var outcomes = group.Run(rank =>
        {
            int r = rank.Index;
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), setup.OptionsOf(r));
            using var plan = Gate.Plan(exchange, rank.Device, setup, batches[0][r]);

            // All results are alive together and read only when the last of them has come.
            var results = new List<DispatchedTokens<float>>();
            foreach (var tensor in batches)
            {
                using var x = rank.Device.CopyOfRows<float>(tensor[r].X, setup.Hidden);
                results.Add(exchange.Dispatch(plan, x));
            }

            var received = results.ConvertAll(ReadBack.Of);
            var combined = new float[tensors][];
            for (int i = tensors - 1; i >= 0; i--)
            {
                using var y = rank.Device.AllocateRows<float>(TokenCounts[r], setup.Hidden);
                exchange.Combine(plan, results[i].Rows, y);
                combined[i] = y.ToArray();
            }

            foreach (var result in results)
                result.Dispose();
            return received.Zip(combined, (r, c) => new TrialOutcome<float>(r, c)).ToArray();
        });

        for (int i = 0; i < tensors; i++)
        {
            CompareEcho(OracleOf(setup, batches[i]), [.. outcomes.Select(o => o[i])], $"tensor {i}, ");
        }
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void Several_plans_are_alive_together_and_used_in_any_order(ExpertLayout layout)
    {
        const int plans = 3;
        var setup = SetupOf(layout);
        int[][] tokens = [TokenCounts, OfSeveral(1, 40, 3), OfSeveral(0, 0, 8)];
        var trials = Enumerable.Range(0, plans).Select(i => Drawn<float>(setup, tokens[i], seed: 20 + i)).ToArray();
        using var group = Group(Several);
        var outcomes = group.Run(rank =>
        {
            int r = rank.Index;
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), setup.OptionsOf(r));
            var made = trials.Select(t => Gate.Plan(exchange, rank.Device, setup, t.Batches[r])).ToArray();
            var results = new DispatchedTokens<float>[plans];
            foreach (int i in new[] { 2, 0, 1 })
            {
                using var x = rank.Device.CopyOfRows<float>(trials[i].Batches[r].X, setup.Hidden);
                results[i] = exchange.Dispatch(made[i], x);
            }

            var combined = new float[plans][];
            foreach (int i in new[] { 1, 2, 0 })
            {
                using var y = rank.Device.AllocateRows<float>(tokens[i][r], setup.Hidden);
                exchange.Combine(made[i], results[i].Rows, y);
                combined[i] = y.ToArray();
            }

            var received = Array.ConvertAll(results, ReadBack.Of);
            foreach (var result in results)
                result.Dispose();
            foreach (var plan in made)
                plan.Dispose();
            return received.Zip(combined, (r, c) => new TrialOutcome<float>(r, c)).ToArray();
        });

        for (int i = 0; i < plans; i++)
        {
            CompareEcho(OracleOf(setup, trials[i].Batches), [.. outcomes.Select(o => o[i])], $"plan {i}, ");
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_plan_keeps_its_own_copy_of_ids_and_weights(bool longIds)
    {
        var setup = ByExpert;
        var trial = Drawn<float>(setup, TokenCounts, seed: 31);
        using var group = Group(Several);
        var outcomes = group.Run(rank =>
        {
            int r = rank.Index;
            var batch = trial.Batches[r];
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), setup.OptionsOf(r));
            using var weights = rank.Device.CopyOfRows<float>(batch.Weights, setup.TopK);
            using var ids = rank.Device.CopyOfRows<int>(Array.ConvertAll(batch.Experts, id => (int)id), setup.TopK);
            using var wide = rank.Device.CopyOfRows<long>(batch.Experts, setup.TopK);
            using var plan = longIds ? exchange.CreatePlan(wide, weights) : exchange.CreatePlan(ids, weights);
            Overwrite();
            using var x = rank.Device.CopyOfRows<float>(batch.X, setup.Hidden);
            using var tokens = exchange.Dispatch(plan, x);
            x.CopyFrom(ElementFormat<float>.Instance.Poison(batch.X.Length));
            Overwrite();
            var received = ReadBack.Of(tokens);
            using var y = rank.Device.AllocateRows<float>(batch.Tokens, setup.Hidden);
            exchange.Combine(plan, tokens.Rows, y);
            return new TrialOutcome<float>(received, y.ToArray());

            void Overwrite()
            {
                weights.CopyFrom(ElementFormat<float>.Instance.Poison(batch.Weights.Length));
                ids.CopyFrom(Array.ConvertAll(batch.Experts, _ => int.MaxValue));
                wide.CopyFrom(Array.ConvertAll(batch.Experts, _ => long.MaxValue));
            }
        });

        CompareEcho(OracleOf(setup, trial.Batches), outcomes);
    }

    [TestMethod]
    public void A_result_outlives_its_plan()
    {
        var setup = ByExpert;
        var trial = Drawn<float>(setup, TokenCounts, seed: 41);
        var oracle = OracleOf(setup, trial.Batches);
        using var group = Group(Several);
        var received = group.Run(rank =>
        {
            int r = rank.Index;
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), setup.OptionsOf(r));
            using var tokens = PlanAndDispatch(rank, exchange, setup, trial.Batches[r]);

            // Whatever the first plan gave back, the next ones take and fill.
            for (int i = 0; i < 3; i++)
            {
                using var other = PlanAndDispatch(
                    rank, exchange, setup, new Draw(i).Batch<float>(setup, trial.Batches[r].Tokens));
            }

            return ReadBack.Of(tokens);
        });

        for (int rank = 0; rank < Several; rank++)
            Expect.Same(oracle.Dispatch(rank), received[rank], $"rank {rank}: ");
    }

    [TestMethod]
    public void Combine_may_be_asked_again_and_without_the_result()
    {
        var setup = ByExpert;
        var trial = Drawn<float>(setup, TokenCounts, seed: 51);
        var oracle = OracleOf(setup, trial.Batches);
        var answers = Enumerable.Range(0, Several).Select(rank => oracle.Dispatch(rank).Rows).ToArray();
        using var group = Group(Several);
        var combined = group.Run(rank =>
        {
            int r = rank.Index;
            using var exchange =
                new ExpertExchange<PlainBlockRouting, float>(rank, new PlainBlockRouting(2), setup.OptionsOf(r));
            using var plan = Gate.Plan(exchange, rank.Device, setup, trial.Batches[r]);
            using (var x = rank.Device.CopyOfRows<float>(trial.Batches[r].X, setup.Hidden))
                exchange.Dispatch(plan, x).Dispose();

            using var answer = rank.Device.CopyOfRows<float>(answers[r], setup.Hidden);
            using var first = rank.Device.AllocateRows<float>(TokenCounts[r], setup.Hidden);
            using var second = rank.Device.AllocateRows<float>(TokenCounts[r], setup.Hidden);
            exchange.Combine(plan, answer, first);
            exchange.Combine(plan, answer, second);
            return (first.ToArray(), second.ToArray());
        });

        for (int rank = 0; rank < Several; rank++)
        {
            Expect.SameBits<float>(oracle.Combine(rank, answers), combined[rank].Item1, $"rank {rank}: first");
            Expect.SameBits<float>(oracle.Combine(rank, answers), combined[rank].Item2, $"rank {rank}: second");
        }
    }

    [TestMethod]
    public void Several_exchanges_of_a_group_are_alive_together()
    {
        var byRank = Drawn<float>(ByRank, TokenCounts, seed: 61);
        var byExpert = Drawn<float>(ByExpert, TokenCounts, seed: 62);
        using var group = Group(Several);
        var received = group.Run(rank =>
        {
            int r = rank.Index;
            var routing = new PlainBlockRouting(2);
            using var first = new ExpertExchange<PlainBlockRouting, float>(rank, routing, ByRank.OptionsOf(r));
            using var second = new ExpertExchange<PlainBlockRouting, float>(rank, routing, ByExpert.OptionsOf(r));
            using var firstTokens = PlanAndDispatch(rank, first, ByRank, byRank.Batches[r]);
            using var secondTokens = PlanAndDispatch(rank, second, ByExpert, byExpert.Batches[r]);
            return (ReadBack.Of(firstTokens), ReadBack.Of(secondTokens));
        });

        for (int rank = 0; rank < Several; rank++)
        {
            Expect.Same(
                OracleOf(ByRank, byRank.Batches).Dispatch(rank),
                received[rank].Item1,
                $"first exchange, rank {rank}: ");
            Expect.Same(
                OracleOf(ByExpert, byExpert.Batches).Dispatch(rank),
                received[rank].Item2,
                $"second exchange, rank {rank}: ");
        }
    }

    private static ExchangeOracle<float> OracleOf(ExchangeSetup setup, IReadOnlyList<Batch<float>> batches)
        => new(setup, batches, RoutingModels.PlainBlock(2).Route, weigh: null);

    /// <summary>A dispatch whose plan is disposed when it returns.</summary>
    private static DispatchedTokens<float> PlanAndDispatch(
        Rank rank, ExpertExchange<PlainBlockRouting, float> exchange, ExchangeSetup setup, Batch<float> batch)
    {
        using var plan = Gate.Plan(exchange, rank.Device, setup, batch);
        using var x = rank.Device.CopyOfRows<float>(batch.X, setup.Hidden);
        return exchange.Dispatch(plan, x);
    }
}
