namespace Moe.Runtime;

/// <summary>
/// What a dispatch brought to this rank: V (token, rank) pairs, as M rows. It owns its memory; a later dispatch does not
/// write over it. It is a handle: copies are the same result, and disposing one disposes all. Afterwards its members
/// throw <see cref="ObjectDisposedException"/>; what they gave before is memory of a later result then, and is not told. On
/// a GPU it is disposed once what reads it is enqueued on the exchange's stream.
/// </summary>
/// <typeparam name="T">The element type of the rows.</typeparam>
public readonly struct DispatchedTokens<T> : IDisposable
    where T : unmanaged
{
    private readonly DispatchResult<T> _result;
    private readonly int _generation;

    internal DispatchedTokens(DispatchResult<T> result)
    {
        _result = result;
        _generation = result.Generation;
    }

    /// <summary>How the rows are laid out.</summary>
    public ExpertLayout Layout => Result.Plan.Layout;

    /// <summary>How many went where, on the host.</summary>
    public DispatchCounts Counts => new(Result.Plan);

    /// <summary>[M, H] the rows. ByExpert: padding between experts is zero.</summary>
    public DeviceRows<T> Rows => Result.Rows;

    /// <summary>[V] each pair's token, on its own rank.</summary>
    public DeviceArray<int> SourceIndex => Result.SourceIndex;

    /// <summary>[V] each pair's rank.</summary>
    public DeviceArray<int> SourceRank => Result.SourceRank;

    /// <summary>[V, K] the expert on this rank of each choice; -1 where the choice went elsewhere.</summary>
    public DeviceRows<int> TopkIndices => Result.TopkIndices;

    /// <summary>[V, K] the weight of each choice; 0 where the choice went elsewhere.</summary>
    public DeviceRows<float> TopkWeights => Result.TopkWeights;

    /// <summary>[R] pairs sent to each rank.</summary>
    public DeviceArray<int> TokensToRank => Result.TokensToRank;

    /// <summary>[R] pairs received from each rank.</summary>
    public DeviceArray<int> TokensFromRank => Result.TokensFromRank;

    /// <summary>[L] choices for each expert here.</summary>
    public DeviceArray<int> TokensPerExpert => Result.TokensPerExpert;

    /// <summary>[L + 1] where each expert's rows start in the layout by expert.</summary>
    public DeviceArray<int> ExpertOffsets => Result.ExpertOffsets;

    /// <summary>[M] ByExpert: the pair that each row belongs to; -1 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row is its pair.</exception>
    public DeviceArray<int> RowToken => ByExpert.RowToken;

    /// <summary>[M] ByExpert: the choice that each row is for; -1 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row may serve several.</exception>
    public DeviceArray<int> RowChoice => ByExpert.RowChoice;

    /// <summary>[M] ByExpert: that choice's weight; 0 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row may serve several.</exception>
    public DeviceArray<float> RowWeight => ByExpert.RowWeight;

    private DispatchResult<T> Result
    {
        get
        {
            if (_result is null)
                throw new InvalidOperationException("The result is empty: an exchange's Dispatch makes results.");
            ObjectDisposedException.ThrowIf(_result.Generation != _generation, typeof(DispatchedTokens<T>));
            return _result;
        }
    }

    private DispatchResult<T> ByExpert
        => Layout == ExpertLayout.ByExpert
            ? Result
            : throw new InvalidOperationException(
                "RowToken, RowChoice and RowWeight belong to Layout ByExpert. By rank, row i is pair i: see SourceIndex, "
                + "TopkIndices and TopkWeights.");

    /// <summary>Gives its memory back to the exchange. Twice is harmless.</summary>
    public void Dispose()
    {
        if (_result is not null && _result.Generation == _generation)
            _result.End();
    }
}
