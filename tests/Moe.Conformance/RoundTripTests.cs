using Moe.Conformance.Oracle;
using Moe.Conformance.Routings;
using Moe.Conformance.Trials;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance;

/// <summary>Experts that answer with what they got, at weight 1, give the tokens back bit for bit.</summary>
public abstract class RoundTripTests : ExchangeConformance
{
    /// <summary>Zeros of both signs, the least and the largest, infinities, and values between them.</summary>
    private static readonly float[] Extremes =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 3.14159274f, 1e-20f, -1e20f, 255.5f,
    ];

    [TestMethod]
    [DataRow(1, ExpertLayout.ByRank)]
    [DataRow(2, ExpertLayout.ByRank)]
    [DataRow(3, ExpertLayout.ByRank)]
    [DataRow(4, ExpertLayout.ByRank)]
    [DataRow(8, ExpertLayout.ByRank)]
    [DataRow(1, ExpertLayout.ByExpert)]
    [DataRow(2, ExpertLayout.ByExpert)]
    [DataRow(3, ExpertLayout.ByExpert)]
    [DataRow(4, ExpertLayout.ByExpert)]
    [DataRow(8, ExpertLayout.ByExpert)]
    public void Identity_experts_give_back_the_input(int ranks, ExpertLayout layout)
    {
        var draw = new Draw(ranks);
        int[] tokens = [.. Enumerable.Range(0, ranks).Select(_ => draw.Between(0, 40))];
        RoundTrip(ranks, layout, [.. tokens.Select(t => draw.Values<float>(t * 5))], hidden: 5);
        RoundTrip(ranks, layout, [.. tokens.Select(t => draw.Values<Half>(t * 5))], hidden: 5);
        RoundTrip(ranks, layout, [.. tokens.Select(t => draw.Values<BFloat16>(t * 5))], hidden: 5);
    }

    [TestMethod]
    [DataRow(1, ExpertLayout.ByRank)]
    [DataRow(2, ExpertLayout.ByRank)]
    [DataRow(1, ExpertLayout.ByExpert)]
    [DataRow(2, ExpertLayout.ByExpert)]
    public void Extreme_values_come_back_as_they_went(int ranks, ExpertLayout layout)
    {
        var halves = Array.ConvertAll(Extremes, ElementFormat<Half>.Instance.Round);
        var rounded = Array.ConvertAll(Extremes, ElementFormat<BFloat16>.Instance.Round);
        RoundTrip(ranks, layout, [.. Enumerable.Repeat(Extremes, ranks)], hidden: 1);
        RoundTrip(ranks, layout, [.. Enumerable.Repeat(halves, ranks)], hidden: 1);
        RoundTrip(ranks, layout, [.. Enumerable.Repeat(rounded, ranks)], hidden: 1);
    }

    private void RoundTrip<T>(int ranks, ExpertLayout layout, T[][] x, int hidden)
        where T : unmanaged
    {
        const int expertsPerRank = 3;
        var setup = new ExchangeSetup
        {
            Ranks = ranks,
            Experts = expertsPerRank * ranks,
            Hidden = hidden,
            Layout = layout,
            Alignment = 4,
        };
        var draw = new Draw(seed: 7);
        var batches = Array.ConvertAll(x, values =>
        {
            int tokens = values.Length / hidden;
            var weights = new float[tokens];
            Array.Fill(weights, 1f);
            return new Batch<T>(tokens, draw.Experts(tokens, setup.Experts, masked: 0), weights, values);
        });

        using var group = Group(ranks);
        var combined = group.Run(rank =>
        {
            using var exchange = new ExpertExchange<BlockRouting, T>(
                rank, new BlockRouting(expertsPerRank), setup.OptionsOf(rank.Index));
            var batch = batches[rank.Index];
            using var plan = Gate.Plan(exchange, rank.Device, setup, batch);
            using var tokens = rank.Device.CopyOfRows<T>(batch.X, hidden);
            using var received = exchange.Dispatch(plan, tokens);
            using var y = rank.Device.CopyOfRows<T>(ElementFormat<T>.Instance.Poison(batch.X.Length), hidden);
            exchange.Combine(plan, received.Rows, y);
            return y.ToArray();
        });
        for (int rank = 0; rank < ranks; rank++)
            Expect.SameBits<T>(x[rank], combined[rank], $"{typeof(T).Name}, rank {rank}: y");
    }
}
