using Moe.Conformance.Oracle;
using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>What a case holds: tables of the routing, and what each rank brings.</summary>
/// <typeparam name="T">The element type of rows.</typeparam>
internal sealed class DrawnBatches<T>
    where T : unmanaged
{
    // Half ends at 65504, and 32 answers of up to 8 times a value are added up: values from 2^-16 to 2^5 keep clear of that,
    // and some are subnormal, which Half is below 2^-14.
    private static readonly float Scale = typeof(T) == typeof(Half) ? 1f / 64 : 1f;

    private readonly int[] _rankOf;
    private readonly int[] _slotOf;

    private DrawnBatches(ExchangeCase drawn, Draw draw, Func<Draw, ExchangeCase, int, float[]> weights)
    {
        Case = drawn;
        (_rankOf, _slotOf) = Places(drawn, draw);
        Batches = Array.ConvertAll(drawn.Tokens, tokens => new Batch<T>(
            tokens, Choices(drawn, draw, tokens), weights(draw, drawn, tokens),
            Rows(draw, tokens * drawn.Setup.Hidden)));
    }

    /// <summary>The case.</summary>
    public ExchangeCase Case { get; }

    /// <summary>The case's shape.</summary>
    public ExchangeSetup Setup => Case.Setup;

    /// <summary>[R] what each rank brings.</summary>
    public Batch<T>[] Batches { get; }

    /// <summary>With weights in [0, 1).</summary>
    public static DrawnBatches<T> Of(ExchangeCase drawn)
        => new(drawn, new Draw(drawn.Seed), (draw, of, tokens) => draw.Weights(tokens * of.Setup.TopK));

    /// <summary>With weight 1 for one choice of each token, and 0 for the others.</summary>
    public static DrawnBatches<T> WithOneHotWeights(ExchangeCase drawn)
        => new(drawn, new Draw(drawn.Seed), (draw, of, tokens) =>
        {
            var weights = new float[tokens * of.Setup.TopK];
            for (int token = 0; token < tokens; token++)
                weights[(token * of.Setup.TopK) + draw.Between(0, of.Setup.TopK - 1)] = 1f;
            return weights;
        });

    /// <summary>The routing, its tables on a rank's device.</summary>
    public DrawnRouting RoutingOn(RoutingTables tables)
        => new(tables.Upload(_rankOf), tables.Upload(_slotOf), Case.Load.Replicas, Case.Load.LeastWeight);

    /// <summary>Where a choice goes, and its weight; null where it was masked or is dropped.</summary>
    public Place? PlaceOf(int source, int token, int choice)
    {
        int at = (token * Setup.TopK) + choice;
        long expert = Batches[source].Experts[at];
        float weight = Batches[source].Weights[at];
        if (expert == -1 || weight < Case.Load.LeastWeight)
            return null;
        long replica = (expert * Case.Load.Replicas) + ((token + choice) % Case.Load.Replicas);
        return _rankOf[replica] == -1 ? null : new Place(_rankOf[replica], _slotOf[replica], weight);
    }

    /// <summary>[H] a token's row.</summary>
    public ReadOnlySpan<T> RowOf(int source, int token)
        => Batches[source].X.AsSpan(token * Setup.Hidden, Setup.Hidden);

    private static T[] Rows(Draw draw, int count)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = ElementFormat<T>.Instance.Round(draw.Value() * Scale);
        return values;
    }

    // One replica in ten lives nowhere, and all do where no rank has experts.
    private static (int[] RankOf, int[] SlotOf) Places(ExchangeCase drawn, Draw draw)
    {
        int count = drawn.Setup.Experts * drawn.Load.Replicas;
        int[] hosts = [.. Enumerable.Range(0, drawn.Setup.Ranks).Where(rank => drawn.Setup.LocalExpertsOf(rank) > 0)];
        var rankOf = new int[count];
        var slotOf = new int[count];
        for (int replica = 0; replica < count; replica++)
        {
            rankOf[replica] = hosts.Length == 0 || draw.Chance(0.1) ? -1 : draw.OneOf<int>(hosts);
            if (rankOf[replica] >= 0)
                slotOf[replica] = draw.Between(0, drawn.Setup.LocalExpertsOf(rankOf[replica]) - 1);
        }

        return (rankOf, slotOf);
    }

    private static long[] Choices(ExchangeCase drawn, Draw draw, int tokens)
    {
        var ids = draw.Experts(tokens * drawn.Setup.TopK, drawn.Setup.Experts, drawn.Load.Masked);
        for (int i = 0; i < ids.Length; i++)
        {
            for (int draws = 1; draws < drawn.Load.Skew; draws++)
                ids[i] = Math.Min(ids[i], draw.Between(0, drawn.Setup.Experts - 1));
        }

        return ids;
    }
}
