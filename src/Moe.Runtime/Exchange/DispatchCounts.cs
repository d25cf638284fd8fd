namespace Moe.Runtime;

/// <summary>How many went where, on the host.</summary>
public sealed class DispatchCounts
{
    private readonly int[] _tokensToRank;
    private readonly int[] _tokensFromRank;
    private readonly int[] _tokensPerExpert;
    private readonly int[] _expertOffsets;
    private readonly int[] _firstPair;
    private readonly int[] _sendRow;

    /// <summary>Takes counts from what was read back; <see cref="PlanHeader"/> has seen that they fit.</summary>
    /// <param name="shape">The exchange.</param>
    /// <param name="tokensToRank">[R].</param>
    /// <param name="headers">[R * (Fields + L)] the headers received, by source rank.</param>
    internal DispatchCounts(ExchangeShape shape, int[] tokensToRank, ReadOnlySpan<int> headers)
    {
        int ranks = shape.Ranks;
        _tokensToRank = tokensToRank;
        _tokensFromRank = new int[ranks];
        _firstPair = new int[ranks + 1];
        _sendRow = new int[ranks + 1];
        _tokensPerExpert = new int[shape.LocalExperts];
        _expertOffsets = new int[shape.LocalExperts + 1];

        int pairs = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            _tokensFromRank[rank] = headers[(rank * shape.ReceivedHeader) + PlanHeader.Rows];
            pairs += _tokensFromRank[rank];
            _firstPair[rank + 1] = pairs;
            _sendRow[rank + 1] = _sendRow[rank] + (rank == shape.Rank ? 0 : tokensToRank[rank]);
        }

        int rows = 0;
        for (int expert = 0; expert < shape.LocalExperts; expert++)
        {
            int count = 0;
            for (int rank = 0; rank < ranks; rank++)
                count += headers[(rank * shape.ReceivedHeader) + PlanHeader.Fields + expert];
            rows += (count + shape.Alignment - 1) / shape.Alignment * shape.Alignment;
            _expertOffsets[expert + 1] = rows;
            _tokensPerExpert[expert] = count;
        }

        Pairs = pairs;
        OwnPairs = _tokensFromRank[shape.Rank];
        Own = new PairRange(_firstPair[shape.Rank], pairs, 0);
        Others = new PairRange(0, _firstPair[shape.Rank], OwnPairs);
        Rows = shape.Layout == ExpertLayout.ByExpert ? rows : pairs;
    }

    /// <summary>[R] the pairs sent to each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensToRank => _tokensToRank;

    /// <summary>[R] the pairs received from each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensFromRank => _tokensFromRank;

    /// <summary>[L] the choices for each expert here.</summary>
    public ReadOnlySpan<int> TokensPerExpert => _tokensPerExpert;

    /// <summary>[L + 1] where each expert's rows start by expert, padding included; the last entry is their number.</summary>
    public ReadOnlySpan<int> ExpertOffsets => _expertOffsets;

    /// <summary>V: the pairs received.</summary>
    public int Pairs { get; }

    /// <summary>M: the rows handed to the experts.</summary>
    public int Rows { get; }

    /// <summary>How many of the pairs are this rank's own.</summary>
    internal int OwnPairs { get; }

    /// <summary>This rank's own pairs.</summary>
    internal PairRange Own { get; }

    /// <summary>The pairs of all other ranks.</summary>
    internal PairRange Others { get; }

    /// <summary>[R + 1] where each source rank's pairs start.</summary>
    internal ReadOnlySpan<int> FirstPair => _firstPair;

    /// <summary>[R + 1] where each rank's rows start in the send buffer, in which this rank's own are not.</summary>
    internal ReadOnlySpan<int> SendRow => _sendRow;
}
