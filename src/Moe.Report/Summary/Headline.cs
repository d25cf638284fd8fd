using System.Globalization;

namespace Moe.Report;

/// <summary>What an exchange is, in a line.</summary>
internal static class Headline
{
    private const int MostNamed = 8;

    /// <summary>Its shape.</summary>
    public static string Shape(ExchangeSummary exchange)
    {
        var any = exchange.Any;
        int places = any.ExpertsOnRank.Sum();
        string inPlaces = places == any.Experts ? "" : $" in {Count(places, "place")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(any.Ranks, "rank")} · {Count(any.Experts, "expert")}{inPlaces} · top {any.TopK} · rows of {any.Hidden} "
            + $"{any.Element} · {any.Layout}");
    }

    /// <summary>How much of it was recorded, and where.</summary>
    public static string Recorded(ExchangeSummary exchange)
    {
        // GPU 3, NVIDIA H200, is one of several of that kind.
        var kinds = exchange.Devices.GroupBy(device => device[(device.IndexOf(", ", StringComparison.Ordinal) + 1)..].Trim());
        var on = string.Join(" and ", kinds.Select(
            kind => kind.Count() == 1 ? kind.Key : string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.Key}")));
        return $"{Count(exchange.Plans, "plan")} of {Unit.Count(exchange.Tokens)} tokens on all ranks, recorded on {on}";
    }

    /// <summary>Which ranks are missing.</summary>
    public static string Missing(ExchangeSummary exchange)
    {
        var missing = exchange.Missing.ToArray();
        var named = string.Join(", ", missing.Take(MostNamed));
        return $"Not in the trace: {(missing.Length == 1 ? "rank" : "ranks")} {named}"
            + (missing.Length > MostNamed ? ", …" : "")
            + ". What they would tell is left empty; give the traces of all processes to see the whole.";
    }

    private static string Count(int count, string what)
        => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
