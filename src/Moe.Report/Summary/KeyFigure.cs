using System.Globalization;

namespace Moe.Report;

/// <summary>One of the few numbers to read first.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number and its unit.</param>
/// <param name="Note">What helps to judge it.</param>
internal sealed record KeyFigure(string Name, string Value, string Note)
{
    /// <summary>Those of an exchange.</summary>
    public static IEnumerable<KeyFigure> Of(ExchangeSummary exchange)
    {
        foreach (var step in exchange.Steps)
        {
            if ((step.Seconds ?? step.HostSeconds) is { } seconds)
                yield return new KeyFigure(Capital(step.Step), Unit.Time(seconds), TimeNote(step));
        }

        yield return new KeyFigure(
            "On the wire", Unit.Bytes(exchange.WireBytes),
            $"the rows of a dispatch, {(exchange.Missing.Any() ? "ranks in the trace" : "all ranks")}; logically "
            + Unit.Bytes(exchange.LogicalBytes));
        if (exchange.BusiestRank is { } rank)
            yield return new KeyFigure("Busiest rank", Unit.Factor(rank.Factor), $"the mean of choices, on rank {Number(rank.Rank)}");
        if (exchange.BusiestExpert is { } expert)
        {
            yield return new KeyFigure(
                "Busiest expert", Unit.Factor(expert.Factor),
                $"the mean, expert {Number(expert.Expert)} of rank {Number(expert.Rank)}");
        }

        if (Part(exchange, "Masked", "by the gate", made => made.Masked) is { } masked)
            yield return masked;
        if (Part(exchange, "Dropped", "by the routing", made => made.Dropped) is { } dropped)
            yield return dropped;
    }

    // The part of all choices, and of those of the rank that has most; null where there are no choices.
    private static KeyFigure? Part(ExchangeSummary exchange, string name, string by, Func<ChoiceSummary, double> amount)
    {
        var ranks = exchange.Made.Index().Where(rank => rank.Item is { Made: > 0 }).ToArray();
        if (ranks.Length == 0)
            return null;
        double part = ranks.Sum(rank => amount(rank.Item!)) / ranks.Sum(rank => rank.Item!.Made);
        var (most, rank) = ranks.Select(rank => (amount(rank.Item!) / rank.Item!.Made, rank.Index)).MaxBy(one => one.Item1);
        string note = $"of choices, {by}";
        return new KeyFigure(name, Unit.Part(part), part > 0 ? $"{note}; {Unit.Part(most)} of rank {Number(rank)}'s" : note);
    }

    private static string TimeNote(StepSummary step)
        => step.Seconds is null
            ? "slowest rank's host, median; no device was timed"
            : step.Calls == 1 ? "slowest rank, one call" : $"slowest rank, median of {Number(step.Calls)}";

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
