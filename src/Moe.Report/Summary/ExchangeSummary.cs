using Moe.Runtime;

namespace Moe.Report;

/// <summary>
/// What the ranks' records of one exchange come to. Amounts are means over the plans that a rank recorded; what a rank
/// that is not in the trace would have told is missing.
/// </summary>
internal sealed class ExchangeSummary
{
    private readonly ExchangeRecord?[] _records;

    /// <summary>Sums up one exchange.</summary>
    /// <param name="records">A record for each rank that there is one of, of the same exchange.</param>
    public ExchangeSummary(IReadOnlyList<ExchangeRecord> records)
    {
        Any = records[0];
        _records = new ExchangeRecord?[Any.Ranks];
        foreach (var record in records)
            _records[record.Rank] = record;
        Rows = Array.ConvertAll(_records, MeanRows);
        Load = Array.ConvertAll(_records, MeanLoad);
        Made = Array.ConvertAll(_records, ChoiceSummary.Of);
        Stages = StageSummary.Of(_records);
        Steps = StepSummary.Of(_records);
    }

    /// <summary>Any of the records, for what they have in common.</summary>
    public ExchangeRecord Any { get; }

    /// <summary>R.</summary>
    public int Ranks => _records.Length;

    /// <summary>The ranks that are not in the trace.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(0, Ranks).Where(rank => _records[rank] is null);

    /// <summary>The name of each rank's device.</summary>
    public IEnumerable<string> Devices => _records.OfType<ExchangeRecord>().Select(record => record.Device);

    /// <summary>How many plans are recorded on the rank that recorded most.</summary>
    public int Plans => _records.Max(record => record?.Plans.Count ?? 0);

    /// <summary>The bytes of a row.</summary>
    public long RowBytes => (long)Any.Hidden * Any.ElementBytes;

    /// <summary>[R][R] rows a plan, from a rank to a rank; those on the diagonal stay. Null for a rank without plans.</summary>
    public double[]?[] Rows { get; }

    /// <summary>[R][L] choices a plan for each expert of a rank. Null for a rank without plans.</summary>
    public double[]?[] Load { get; }

    /// <summary>[R] what became of the choices of each rank's tokens. Null for a rank without plans.</summary>
    public ChoiceSummary?[] Made { get; }

    /// <summary>The stages that were timed, in the order in which they run.</summary>
    public IReadOnlyList<StageSummary> Stages { get; }

    /// <summary>The calls, in the order in which they are made.</summary>
    public IReadOnlyList<StepSummary> Steps { get; }

    /// <summary>Tokens a plan, on all ranks that are in the trace.</summary>
    public double Tokens => PerPlan(plan => plan.Tokens);

    /// <summary>Choices a plan that came to an expert.</summary>
    public double Choices => PerPlan(plan => plan.ChoicesPerExpert.Sum(count => (long)count));

    /// <summary>Bytes of rows a dispatch that go to other ranks.</summary>
    public double WireBytes => RowBytes * Sum(Rows, (from, to) => from != to);

    /// <summary>Bytes a dispatch of a row for each choice that came to an expert.</summary>
    public double LogicalBytes => RowBytes * Choices;

    /// <summary>How many times the mean the busiest expert has, and which one; null where nothing came.</summary>
    public (double Factor, int Rank, int Expert)? BusiestExpert
    {
        get
        {
            var all = Load
                .SelectMany((load, rank) => (load ?? []).Select((count, expert) => (count, rank, expert)))
                .ToArray();
            double mean = all.Length == 0 ? 0 : all.Average(one => one.count);
            var (most, rank, expert) = all.Length == 0 ? default : all.MaxBy(one => one.count);
            return mean > 0 ? (most / mean, rank, expert) : null;
        }
    }

    /// <summary>How many times the mean the rank has whose experts have most to do; null where nothing came.</summary>
    public (double Factor, int Rank)? BusiestRank
    {
        get
        {
            var all = Load.Select((load, rank) => (Count: load?.Sum(), Rank: rank)).Where(one => one.Count is not null).ToArray();
            double mean = all.Length == 0 ? 0 : all.Average(one => one.Count!.Value);
            var (most, rank) = all.Length == 0 ? default : all.MaxBy(one => one.Count);
            return mean > 0 ? (most!.Value / mean, rank) : null;
        }
    }

    private static double Sum(double[]?[] rows, Func<int, int, bool> counts)
        => rows.Select((row, from) => (row ?? []).Where((_, to) => counts(from, to)).Sum()).Sum();

    private static double[]? MeanRows(ExchangeRecord? record)
        => record is { Plans.Count: > 0 }
            ? [.. Enumerable.Range(0, record.Ranks).Select(to => record.Plans.Average(plan => plan.TokensToRank[to]))]
            : null;

    private static double[]? MeanLoad(ExchangeRecord? record)
        => record is { Plans.Count: > 0 }
            ? [.. Enumerable.Range(0, record.ExpertsOnRank[record.Rank])
                .Select(expert => record.Plans.Average(plan => plan.ChoicesPerExpert[expert]))]
            : null;

    private double PerPlan(Func<PlanRecord, double> amount)
        => _records.Sum(record => record is { Plans.Count: > 0 } ? record.Plans.Average(amount) : 0);
}
