namespace Moe.Runtime;

/// <summary>How many of a plan's rows go where, on the host, and the places that follow.</summary>
internal sealed class CountTables(ExchangeShape shape)
{
    private readonly int[] _tokensToRank = new int[shape.Ranks];
    private readonly int[] _tokensFromRank = new int[shape.Ranks];
    private readonly int[] _firstPair = new int[shape.Ranks + 1];
    private readonly int[] _sendRow = new int[shape.Ranks + 1];
    private readonly int[] _tokensPerExpert = new int[shape.LocalExperts];
    private readonly int[] _expertOffsets = new int[shape.LocalExperts + 1];

    /// <summary>[R] the pairs sent to each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensToRank => _tokensToRank;

    /// <summary>[R] the pairs received from each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensFromRank => _tokensFromRank;

    /// <summary>[L].</summary>
    public ReadOnlySpan<int> TokensPerExpert => _tokensPerExpert;

    /// <summary>[L + 1].</summary>
    public ReadOnlySpan<int> ExpertOffsets => _expertOffsets;

    /// <summary>[R + 1] where each source rank's pairs start.</summary>
    public ReadOnlySpan<int> FirstPair => _firstPair;

    /// <summary>[R + 1] where each rank's rows start in the send buffer, in which this rank's own are not.</summary>
    public ReadOnlySpan<int> SendRow => _sendRow;

    /// <summary>V: the pairs received.</summary>
    public int Pairs => _firstPair[^1];

    /// <summary>M: the rows handed to the experts.</summary>
    public int Rows => shape.Layout == ExpertLayout.ByExpert ? _expertOffsets[^1] : Pairs;

    /// <summary>The choices for all experts here.</summary>
    public long Choices { get; private set; }

    /// <summary>The choices of this rank's tokens that the gate masked.</summary>
    public int ChoicesMasked { get; private set; }

    /// <summary>The choices of this rank's tokens that the routing dropped.</summary>
    public int ChoicesDropped { get; private set; }

    /// <summary>How many of the pairs are this rank's own.</summary>
    public int OwnPairs => _tokensFromRank[shape.Rank];

    /// <summary>How many are not.</summary>
    public int OtherPairs => Pairs - OwnPairs;

    /// <summary>This rank's own pairs.</summary>
    public PairRange Own => new(_firstPair[shape.Rank], Pairs, 0);

    /// <summary>The pairs of all other ranks.</summary>
    public PairRange Others => new(0, _firstPair[shape.Rank], OwnPairs);

    /// <summary>Takes counts from what was read back; <see cref="PlanHeader"/> has seen that they fit.</summary>
    /// <param name="ownCounts">[R + Nowhere] the pairs sent to each rank, and the choices that go nowhere.</param>
    /// <param name="headers">[R * (Fields + L)] the headers received, by source rank.</param>
    public void Read(ReadOnlySpan<int> ownCounts, ReadOnlySpan<int> headers)
    {
        ownCounts[..shape.Ranks].CopyTo(_tokensToRank);
        ChoicesMasked = ownCounts[shape.Ranks + TileBins.Masked];
        ChoicesDropped = ownCounts[shape.Ranks + TileBins.Dropped];
        for (int rank = 0; rank < shape.Ranks; rank++)
        {
            _tokensFromRank[rank] = headers[(rank * shape.ReceivedHeader) + PlanHeader.Rows];
            _firstPair[rank + 1] = _firstPair[rank] + _tokensFromRank[rank];
            _sendRow[rank + 1] = _sendRow[rank] + (rank == shape.Rank ? 0 : ownCounts[rank]);
        }

        Choices = 0;
        for (int expert = 0; expert < shape.LocalExperts; expert++)
        {
            int count = 0;
            for (int rank = 0; rank < shape.Ranks; rank++)
                count += headers[(rank * shape.ReceivedHeader) + PlanHeader.Fields + expert];
            int padded = (count + shape.Alignment - 1) / shape.Alignment * shape.Alignment;
            _expertOffsets[expert + 1] = _expertOffsets[expert] + padded;
            _tokensPerExpert[expert] = count;
            Choices += count;
        }
    }
}
