using Moe.Runtime;

namespace Moe.Report;

/// <summary>Brings the records of all ranks together, from however many files.</summary>
internal static class Merge
{
    /// <summary>A summary for each exchange.</summary>
    /// <exception cref="InvalidDataException">The records are not of one run, or there are none.</exception>
    public static IReadOnlyList<ExchangeSummary> Of(IEnumerable<ExchangeRecord> records)
    {
        var exchanges = records.GroupBy(record => record.Exchange).OrderBy(exchange => exchange.Key).ToArray();
        if (exchanges.Length == 0)
            throw new InvalidDataException("The trace is empty: no exchange was used while it was recorded.");
        return [.. exchanges.Select(Of)];
    }

    private static ExchangeSummary Of(IGrouping<int, ExchangeRecord> exchange)
    {
        var records = exchange.OrderBy(record => record.Rank).ToArray();
        for (int i = 1; i < records.Length; i++)
        {
            if (records[i].Rank == records[i - 1].Rank)
                throw new InvalidDataException($"Rank {records[i].Rank} is there twice. Give each rank's trace once.");
            if (!AreOfOneRun(records[0], records[i]))
            {
                throw new InvalidDataException(
                    $"Rank {records[0].Rank} and rank {records[i].Rank} are of different exchanges. Give traces of one run.");
            }
        }

        return new ExchangeSummary(records);
    }

    private static bool AreOfOneRun(ExchangeRecord one, ExchangeRecord other)
        => (one.Ranks, one.Routing, one.Element, one.Experts, one.TopK, one.Hidden, one.Layout)
                == (other.Ranks, other.Routing, other.Element, other.Experts, other.TopK, other.Hidden, other.Layout)
            && one.ExpertsOnRank.SequenceEqual(other.ExpertsOnRank);
}
