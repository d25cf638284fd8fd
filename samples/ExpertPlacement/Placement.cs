using Moe.Dsl;

namespace ExpertPlacement;

/// <summary>Where experts live, on the host.</summary>
internal sealed class Placement
{
    private readonly int[] _firstOf;
    private readonly int[] _rankOf;
    private readonly int[] _slotOf;
    private readonly List<int>[] _expertsOn;

    /// <summary>Places experts.</summary>
    /// <param name="ranksOf">[E] the ranks that each expert lives on, one or more.</param>
    /// <param name="ranks">R.</param>
    public Placement(IReadOnlyList<IReadOnlyList<int>> ranksOf, int ranks)
    {
        _firstOf = new int[ranksOf.Count + 1];
        _expertsOn = [.. Enumerable.Range(0, ranks).Select(_ => new List<int>())];
        _rankOf = [.. ranksOf.SelectMany(of => of)];
        _slotOf = new int[_rankOf.Length];
        int replica = 0;
        for (int expert = 0; expert < ranksOf.Count; expert++)
        {
            foreach (int rank in ranksOf[expert])
            {
                _slotOf[replica++] = _expertsOn[rank].Count;
                _expertsOn[rank].Add(expert);
            }

            _firstOf[expert + 1] = replica;
        }
    }

    /// <summary>[L] the experts on a rank, in the order of its slots. Ranks may have different numbers of them.</summary>
    public IReadOnlyList<int> ExpertsOn(int rank) => _expertsOn[rank];

    /// <summary>The replicas of an expert: rank, and slot there.</summary>
    public IReadOnlyList<(int Rank, int Slot)> ReplicasOf(int expert)
        => [.. Enumerable.Range(_firstOf[expert], _firstOf[expert + 1] - _firstOf[expert])
            .Select(replica => (_rankOf[replica], _slotOf[replica]))];

    /// <summary>The tables, copied to a rank's device.</summary>
    public PlacementTables CopyTo(Moe.Runtime.Device device)
        => new(device.CopyOf<int>(_firstOf), device.CopyOf<int>(_rankOf), device.CopyOf<int>(_slotOf));
}
