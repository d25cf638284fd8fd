using System.Globalization;
using System.Text;
using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>What an exchange's ranks have agreed on, and the sizes that follow from it.</summary>
internal sealed class ExchangeShape
{
    // A tile's counters are static shared memory, of which every GPU has 48 KiB for a block; 16 bytes are the verdict's.
    private const int MaxBins = ((48 * 1024) - 16) / sizeof(int);

    private readonly int[] _expertBase;

    private ExchangeShape(ExchangeOptions options, bool hasCombine, int rank, int[] expertBase)
    {
        Rank = rank;
        Ranks = expertBase.Length - 1;
        Experts = options.Experts;
        TopK = options.TopK;
        Hidden = options.Hidden;
        Layout = options.Layout;
        Alignment = options.ExpertAlignment;
        Weighing = Layout == ExpertLayout.ByExpert || (TopK == 1 && hasCombine) ? Weighing.AtExperts
            : TopK == 1 ? Weighing.AtSource
            : Weighing.ByCaller;
        _expertBase = expertBase;
    }

    /// <summary>This rank.</summary>
    public int Rank { get; }

    /// <summary>R.</summary>
    public int Ranks { get; }

    /// <summary>E.</summary>
    public int Experts { get; }

    /// <summary>K.</summary>
    public int TopK { get; }

    /// <summary>H.</summary>
    public int Hidden { get; }

    /// <summary>The layout of dispatched rows.</summary>
    public ExpertLayout Layout { get; }

    /// <summary>What an expert's first row is a multiple of.</summary>
    public int Alignment { get; }

    /// <summary>[R + 1] the first of each rank's experts among those of all ranks; the last entry is their number, S.</summary>
    public ReadOnlySpan<int> ExpertBase => _expertBase;

    /// <summary>L.</summary>
    public int LocalExperts => LocalExpertsOf(Rank);

    /// <summary>S: the experts on all ranks, replicas included.</summary>
    public int AllExperts => _expertBase[Ranks];

    /// <summary>S + R + Nowhere: what a tile of tokens counts, by <see cref="TileBins"/>.</summary>
    public int Bins => AllExperts + Ranks + TileBins.Nowhere;

    /// <summary>Where answers are weighed.</summary>
    public Weighing Weighing { get; }

    /// <summary>The ints of a header that this rank receives.</summary>
    public int ReceivedHeader => PlanHeader.Fields + LocalExperts;

    /// <summary>The ints of a pair's metadata.</summary>
    public int Record => 1 + (3 * TopK);

    /// <summary>The experts on a rank.</summary>
    public int LocalExpertsOf(int rank) => _expertBase[rank + 1] - _expertBase[rank];

    /// <summary>Where the header for a rank starts among those that this rank writes.</summary>
    public int HeaderTo(int rank) => (rank * PlanHeader.Fields) + _expertBase[rank];

    /// <summary>The most rows that T tokens can send to other ranks.</summary>
    public long MaxRowsSent(int tokens) => (long)tokens * Math.Min(TopK, Ranks - 1);

    /// <summary>The most (token, rank) pairs that T tokens can make.</summary>
    public long MaxPairs(int tokens) => (long)tokens * Math.Min(TopK, Ranks);

    /// <summary>The most choices that can come to one rank of T tokens on all ranks, by expert with padding: it bounds rows.</summary>
    public long MaxChoicesReceived(long tokens)
    {
        long mostExperts = 0;
        for (int rank = 0; rank < Ranks; rank++)
            mostExperts = Math.Max(mostExperts, LocalExpertsOf(rank));
        return (tokens * TopK) + (Layout == ExpertLayout.ByExpert ? mostExperts * (Alignment - 1) : 0);
    }

    /// <summary>Compares the options of all ranks, and has all of them come to the same shape or the same error.</summary>
    /// <exception cref="ExchangeException">Options differ, or do not fit.</exception>
    public static ExchangeShape Agree<TRouting, T>(Rank rank, ExchangeOptions options)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        var own = Describe<TRouting, T>(options);
        var all = rank.Control
            .AllGather("exchange construction", Encoding.UTF8.GetBytes(string.Join('\n', own.Select(o => o.Value))))
            .Select(bytes => Encoding.UTF8.GetString(bytes).Split('\n'))
            .ToArray();
        for (int option = 0; option < own.Length; option++)
        {
            if (own[option].MayDiffer || all.All(values => values[option] == all[0][option]))
                continue;
            var values = string.Join(", ", all.Select((v, r) => $"rank {r}: {v[option]}"));
            throw new ExchangeException($"The ranks disagree on {own[option].Name}: {values}. It has to be the same on all.");
        }

        var localExperts = all.Select(values => values[^1]).ToArray();
        return new ExchangeShape(options, TRouting.HasCombine, rank.Index, Check<TRouting>(options, localExperts));
    }

    /// <summary>The shape that rank 0 would come to if all ranks had these options.</summary>
    /// <exception cref="ExchangeException">The options do not fit.</exception>
    public static ExchangeShape OfEqualRanks<TRouting>(ExchangeOptions options, int ranks)
        where TRouting : unmanaged, IRouting
    {
        var localExperts = options.LocalExperts is { } local ? Text(local) : "";
        var expertBase = Check<TRouting>(options, [.. Enumerable.Repeat(localExperts, ranks)]);
        return new ExchangeShape(options, TRouting.HasCombine, rank: 0, expertBase);
    }

    private static (string Name, string Value, bool MayDiffer)[] Describe<TRouting, T>(ExchangeOptions options) =>
    [
        ("the routing", typeof(TRouting).ToString(), false),
        ("the element type", typeof(T).Name, false),
        (nameof(options.Experts), Text(options.Experts), false),
        (nameof(options.TopK), Text(options.TopK), false),
        (nameof(options.Hidden), Text(options.Hidden), false),
        (nameof(options.Layout), options.Layout.ToString(), false),
        (nameof(options.ExpertAlignment), Text(options.ExpertAlignment), false),
        (nameof(options.LocalExperts), options.LocalExperts is { } local ? Text(local) : "", true),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the agreed options fit; every rank sees the same values, so every rank throws alike.</summary>
    private static int[] Check<TRouting>(ExchangeOptions options, string[] localExperts)
        where TRouting : unmanaged, IRouting
    {
        int ranks = localExperts.Length;
        Require(options.Experts >= 1, $"Experts is {options.Experts}; it is 1 or more.");
        Require(options.TopK is >= 1 and <= 32, $"TopK is {options.TopK}; it is 1 to 32.");
        Require(
            options.TopK <= options.Experts,
            $"TopK is {options.TopK}, but there are {options.Experts} experts to choose from.");
        Require(options.Hidden >= 1, $"Hidden is {options.Hidden}; it is 1 or more.");
        Require(Enum.IsDefined(options.Layout), $"Layout is {options.Layout}; it is ByRank or ByExpert.");
        Require(options.ExpertAlignment >= 1, $"ExpertAlignment is {options.ExpertAlignment}; it is 1 or more.");
        Require(
            !TRouting.HasCombine || options.TopK == 1 || options.Layout == ExpertLayout.ByExpert,
            $"{typeof(TRouting)} has a [Combine] method, but with Layout ByRank and TopK {options.TopK} a row serves "
            + "several choices, and the caller weighs. Use Layout ByExpert, or leave the method out.");

        var expertBase = new int[ranks + 1];
        long sum = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            Require(
                localExperts[rank].Length > 0 || options.Experts % ranks == 0,
                $"{options.Experts} experts cannot be divided evenly among {ranks} ranks. Set LocalExperts on each rank, "
                + "or change the number of ranks.");
            int local = localExperts[rank].Length > 0
                ? int.Parse(localExperts[rank], CultureInfo.InvariantCulture)
                : options.Experts / ranks;
            Require(local >= 0, $"LocalExperts is {local} on rank {rank}; it is 0 or more.");
            sum += local;
            Require(
                sum + ranks + TileBins.Nowhere <= MaxBins,
                $"More than {MaxBins - TileBins.Nowhere - ranks} experts on {ranks} ranks are more than a block can count.");
            Require(
                (long)local * options.ExpertAlignment <= int.MaxValue,
                $"ExpertAlignment is {options.ExpertAlignment}; for {local} experts that is more rows than an int can count.");
            expertBase[rank + 1] = (int)sum;
        }

        return expertBase;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ExchangeException(message);
    }
}
