using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>Disposal is deterministic, twice is harmless, use after it says so.</summary>
public abstract class DisposalTests : ExchangeConformance
{
    private static readonly ExchangeSetup Setup = new()
    {
        Ranks = 2,
        Experts = 4,
        Hidden = 3,
        Layout = ExpertLayout.ByExpert,
    };

    [TestMethod]
    public void Twice_is_harmless()
        => OnEachRank((exchange, plan, tokens, _) =>
        {
            tokens.Dispose();
            tokens.Dispose();
            plan.Dispose();
            plan.Dispose();
            exchange.Dispose();
            exchange.Dispose();
        });

    [TestMethod]
    public void A_disposed_result_says_so()
        => OnEachRank((_, _, tokens, _) =>
        {
            tokens.Dispose();
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.Rows);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.SourceIndex);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.SourceRank);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.TopkIndices);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.TopkWeights);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.TokensToRank);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.TokensFromRank);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.TokensPerExpert);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.ExpertOffsets);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.RowToken);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.RowChoice);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.RowWeight);
        });

    [TestMethod]
    public void A_disposed_plan_says_so()
        => OnEachRank((exchange, plan, _, rows) =>
        {
            plan.Dispose();
            Assert.ThrowsExactly<ObjectDisposedException>(() => plan.Counts);
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Dispatch(plan, rows));
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Combine(plan, rows, rows));
        });

    [TestMethod]
    public void A_disposed_exchange_says_so()
        => OnEachRank((exchange, plan, tokens, rows) =>
        {
            tokens.Dispose();
            plan.Dispose();
            exchange.Dispose();
            using var ids = rows.Device.CopyOfRows<int>([0, 1], width: 1);
            using var wide = rows.Device.CopyOfRows<long>([0, 1], width: 1);
            using var weights = rows.Device.CopyOfRows<float>([1, 1], width: 1);
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(ids, weights));
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(wide, weights));
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Dispatch(plan, rows));
            Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Combine(plan, rows, rows));
        });

    [TestMethod]
    public void A_disposed_input_says_so_and_moves_nothing()
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), Setup.OptionsOf(rank.Index));
            if (rank.Index == 0)
                PlanWithDisposedTensors(rank.Device, exchange);

            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [0, 3], [1f, 1f]);
            using var x = rank.Device.CopyOfRows<float>(new float[6], Setup.Hidden);
            if (rank.Index == 0)
            {
                var gone = rank.Device.CopyOfRows<float>(new float[6], Setup.Hidden);
                gone.Dispose();
                Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Dispatch(plan, gone));
            }

            using var tokens = exchange.Dispatch(plan, x);
            if (rank.Index == 0)
            {
                var gone = rank.Device.CopyOfRows<float>(new float[6], Setup.Hidden);
                gone.Dispose();
                Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.Combine(plan, tokens.Rows, gone));
            }

            exchange.Combine(plan, tokens.Rows, x);
        });
    }

    private static void PlanWithDisposedTensors(Device device, ExpertExchange<BlockRouting, float> exchange)
    {
        using var ids = device.CopyOfRows<int>([0, 3], width: 1);
        using var weights = device.CopyOfRows<float>([1, 1], width: 1);
        var goneIds = device.CopyOfRows<int>([0, 3], width: 1);
        var goneWideIds = device.CopyOfRows<long>([0, 3], width: 1);
        var goneWeights = device.CopyOfRows<float>([1, 1], width: 1);
        goneIds.Dispose();
        goneWideIds.Dispose();
        goneWeights.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(goneIds, weights));
        Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(goneWideIds, weights));
        Assert.ThrowsExactly<ObjectDisposedException>(() => exchange.CreatePlan(ids, goneWeights));
    }

    [TestMethod]
    public void What_is_disposed_again_is_not_what_has_taken_its_memory()
        => OnEachRank((exchange, plan, tokens, rows) =>
        {
            var counts = plan.Counts;
            tokens.Dispose();
            plan.Dispose();
            using var nextPlan = Gate.Plan(exchange, rows.Device, topK: 1, [3, 3], [1f, 1f]);
            using var nextTokens = exchange.Dispatch(nextPlan, rows);
            tokens.Dispose();
            plan.Dispose();

            Assert.ThrowsExactly<ObjectDisposedException>(() => plan.Counts);
            Assert.ThrowsExactly<ObjectDisposedException>(() => tokens.Rows);
            Assert.ThrowsExactly<ObjectDisposedException>(() => counts.Pairs);
            CollectionAssert.AreEqual(new[] { 0, 2 }, nextPlan.Counts.TokensToRank.ToArray());
            Assert.AreEqual(nextPlan.Counts.Rows, (int)nextTokens.Rows.Count);
            exchange.Combine(nextPlan, nextTokens.Rows, rows);
        });

    [TestMethod]
    public void Counts_outlive_the_plan_while_a_result_is_there()
        => OnEachRank((_, plan, tokens, _) =>
        {
            var counts = plan.Counts;
            plan.Dispose();
            CollectionAssert.AreEqual(new[] { 1, 1 }, counts.TokensToRank.ToArray());
            Assert.AreEqual(counts.Rows, tokens.Counts.Rows);
        });

    /// <summary>An exchange that has planned and dispatched two tokens, and rows that fit it.</summary>
    private void OnEachRank(
        Action<ExpertExchange<BlockRouting, float>, ExchangePlan, DispatchedTokens<float>, DeviceRows<float>> body)
    {
        using var group = Group(2);
        group.Run(rank =>
        {
            using var exchange =
                new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), Setup.OptionsOf(rank.Index));
            using var plan = Gate.Plan(exchange, rank.Device, topK: 1, [0, 3], [1f, 1f]);
            using var rows = rank.Device.CopyOfRows<float>(new float[6], Setup.Hidden);
            using var tokens = exchange.Dispatch(plan, rows);
            body(exchange, plan, tokens, rows);
        });
    }
}
