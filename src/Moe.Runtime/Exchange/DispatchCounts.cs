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

    /// <summary>Takes counts from what was read back.</summary>
    /// <param name="shape">The exchange.</param>
    /// <param name="tokensToRank">[R].</param>
    /// <param name="headers">[R * (Fields + L)] the headers received, by source rank.</param>
    /// <exception cref="ExchangeException">More pairs or rows arrive than an int can count.</exception>
    internal DispatchCounts(ExchangeShape shape, int[] tokensToRank, ReadOnlySpan<int> headers)
    {
        int ranks = shape.Ranks;
        _tokensToRank = tokensToRank;
        _tokensFromRank = new int[ranks];
        _firstPair = new int[ranks + 1];
        _sendRow = new int[ranks + 1];
        _tokensPerExpert = new int[shape.LocalExperts];
        _expertOffsets = new int[shape.LocalExperts + 1];

        long pairs = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            _tokensFromRank[rank] = headers[(rank * shape.ReceivedHeader) + PlanHeader.Rows];
            pairs += _tokensFromRank[rank];
            _firstPair[rank + 1] = Fit(pairs, "pairs", shape.Rank);
            _sendRow[rank + 1] = _sendRow[rank] + (rank == shape.Rank ? 0 : tokensToRank[rank]);
        }

        long rows = 0;
        for (int expert = 0; expert < shape.LocalExperts; expert++)
        {
            long count = 0;
            for (int rank = 0; rank < ranks; rank++)
                count += headers[(rank * shape.ReceivedHeader) + PlanHeader.Fields + expert];
            rows += (count + shape.Alignment - 1) / shape.Alignment * shape.Alignment;
            _expertOffsets[expert + 1] = Fit(rows, "rows", shape.Rank);
            _tokensPerExpert[expert] = (int)count;
        }

        Pairs = (int)pairs;
        Rows = shape.Layout == ExpertLayout.ByExpert ? (int)rows : Pairs;
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

    /// <summary>[R + 1] where each source rank's pairs start.</summary>
    internal ReadOnlySpan<int> FirstPair => _firstPair;

    /// <summary>[R + 1] where each rank's rows start in the send buffer, in which this rank's own are not.</summary>
    internal ReadOnlySpan<int> SendRow => _sendRow;

    private static int Fit(long count, string what, int rank)
        => count <= int.MaxValue
            ? (int)count
            : throw new ExchangeException(
                $"Rank {rank} would receive {count} {what}, more than an int can count. Dispatch fewer tokens at a time.");
}
