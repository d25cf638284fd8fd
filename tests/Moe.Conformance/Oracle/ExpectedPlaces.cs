using Moe.Runtime;

namespace Moe.Conformance.Oracle;

/// <summary>Where every choice of every rank goes, and the order in which pairs and rows stand at each rank.</summary>
public sealed class ExpectedPlaces
{
    private readonly ExchangeSetup _setup;
    private readonly (int Rank, int Expert)?[][] _goes;
    private readonly List<(int Source, int Token)>[] _pairs;
    private readonly List<RowOwner?>[] _rows;

    private ExpectedPlaces(ExchangeSetup setup, (int Rank, int Expert)?[][] goes)
    {
        _setup = setup;
        _goes = goes;
        _pairs = [.. Enumerable.Range(0, setup.Ranks).Select(FindPairs)];
        _rows = setup.Layout == ExpertLayout.ByExpert ? [.. Enumerable.Range(0, setup.Ranks).Select(FindRows)] : [];
    }

    /// <summary>Evaluates the routing for every choice of every rank.</summary>
    public static ExpectedPlaces Of<T>(ExchangeSetup setup, IReadOnlyList<Batch<T>> batches, RouteRule route)
        where T : unmanaged
    {
        var goes = new (int Rank, int Expert)?[setup.Ranks][];
        for (int source = 0; source < setup.Ranks; source++)
        {
            var batch = batches[source];
            goes[source] = new (int Rank, int Expert)?[batch.Experts.Length];
            for (int i = 0; i < batch.Experts.Length; i++)
            {
                if (batch.Experts[i] != -1)
                    goes[source][i] = route(i / setup.TopK, i % setup.TopK, (int)batch.Experts[i], batch.Weights[i]);
            }
        }

        return new ExpectedPlaces(setup, goes);
    }

    /// <summary>The tokens that have a choice at a rank, by source rank and token; each once.</summary>
    public IReadOnlyList<(int Source, int Token)> PairsOf(int rank) => _pairs[rank];

    /// <summary>By expert: a rank's rows in order; null is padding.</summary>
    public IReadOnlyList<RowOwner?> RowsOf(int rank) => _rows[rank];

    /// <summary>The expert at a rank that a choice goes to; null where the choice goes elsewhere.</summary>
    public int? ExpertAt(int rank, int source, int token, int choice)
        => _goes[source][(token * _setup.TopK) + choice] is { } goes && goes.Rank == rank ? goes.Expert : null;

    /// <summary>How many choices of a rank's tokens go nowhere.</summary>
    public int NowhereOf(int source) => _goes[source].Count(goes => goes is null);

    /// <summary>[L] the choices for each expert of a rank.</summary>
    public int[] CountsOf(int rank)
    {
        var counts = new int[_setup.LocalExpertsOf(rank)];
        foreach (var goes in _goes.SelectMany(g => g))
        {
            if (goes is { } place && place.Rank == rank)
                counts[place.Expert]++;
        }

        return counts;
    }

    private List<(int Source, int Token)> FindPairs(int rank)
    {
        var pairs = new List<(int Source, int Token)>();
        for (int source = 0; source < _setup.Ranks; source++)
        {
            for (int token = 0; token < _goes[source].Length / _setup.TopK; token++)
            {
                bool any = false;
                for (int choice = 0; choice < _setup.TopK; choice++)
                    any |= ExpertAt(rank, source, token, choice) is not null;
                if (any)
                    pairs.Add((source, token));
            }
        }

        return pairs;
    }

    private List<RowOwner?> FindRows(int rank)
    {
        var rows = new List<RowOwner?>();
        for (int expert = 0; expert < _setup.LocalExpertsOf(rank); expert++)
        {
            foreach (var (source, token) in _pairs[rank])
            {
                for (int choice = 0; choice < _setup.TopK; choice++)
                {
                    if (ExpertAt(rank, source, token, choice) == expert)
                        rows.Add(new RowOwner(source, token, choice));
                }
            }

            while (rows.Count % _setup.Alignment != 0)
                rows.Add(null);
        }

        return rows;
    }
}
