using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// What a dispatch brought to this rank: V (token, rank) pairs, as M rows. It owns its memory; a later dispatch does not
/// write over it.
/// </summary>
/// <typeparam name="T">The element type of the rows.</typeparam>
public sealed class DispatchedTokens<T> : IDisposable
    where T : unmanaged
{
    private readonly DeviceArena _arena;
    private readonly PlanState _state;
    private readonly Device _device;
    private readonly DeviceRowsSpan<T> _rows;
    private readonly DeviceSpan<int> _tokensToRank;
    private bool _disposed;

    internal DispatchedTokens(
        Device device,
        ExpertLayout layout,
        DispatchCounts counts,
        DeviceArena arena,
        DeviceRowsSpan<T> rows,
        PlanState state,
        DeviceSpan<int> tokensToRank)
    {
        _device = device;
        Layout = layout;
        Counts = counts;
        _arena = arena;
        _rows = rows;
        _state = state.Hold();
        _tokensToRank = tokensToRank;
    }

    /// <summary>How the rows are laid out.</summary>
    public ExpertLayout Layout { get; }

    /// <summary>How many went where, on the host.</summary>
    public DispatchCounts Counts { get; }

    /// <summary>[M, H] the rows. ByExpert: padding between experts is zero.</summary>
    public DeviceRows<T> Rows => Wrap(_rows);

    /// <summary>[V] each pair's token, on its own rank.</summary>
    public DeviceArray<int> SourceIndex => Wrap(Pairs.SourceIndex);

    /// <summary>[V] each pair's rank.</summary>
    public DeviceArray<int> SourceRank => Wrap(Pairs.SourceRank);

    /// <summary>[V, K] the expert on this rank of each choice; -1 where the choice went elsewhere.</summary>
    public DeviceRows<int> TopkIndices => Wrap(Pairs.TopkIndices);

    /// <summary>[V, K] the weight of each choice; 0 where the choice went elsewhere.</summary>
    public DeviceRows<float> TopkWeights => Wrap(Pairs.TopkWeights);

    /// <summary>[R] pairs sent to each rank.</summary>
    public DeviceArray<int> TokensToRank => Wrap(_tokensToRank);

    /// <summary>[R] pairs received from each rank.</summary>
    public DeviceArray<int> TokensFromRank => Wrap(State.TokensFromRank);

    /// <summary>[L] choices for each expert here.</summary>
    public DeviceArray<int> TokensPerExpert => Wrap(State.TokensPerExpert);

    /// <summary>[L + 1] where each expert's rows start in the layout by expert.</summary>
    public DeviceArray<int> ExpertOffsets => Wrap(State.ExpertOffsets);

    /// <summary>[M] ByExpert: the pair that each row belongs to; -1 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row is its pair.</exception>
    public DeviceArray<int> RowToken => Wrap(ByExpert(Pairs.RowToken));

    /// <summary>[M] ByExpert: the choice that each row is for; -1 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row may serve several.</exception>
    public DeviceArray<int> RowChoice => Wrap(ByExpert(Pairs.RowChoice));

    /// <summary>[M] ByExpert: that choice's weight; 0 on padding.</summary>
    /// <exception cref="InvalidOperationException">The layout is by rank, where a row may serve several.</exception>
    public DeviceArray<float> RowWeight => Wrap(ByExpert(Pairs.RowWeight));

    private PlanState State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _state;
        }
    }

    private PairTables Pairs => State.Pairs!;

    /// <summary>Gives its memory back to the exchange. Twice is harmless.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _arena.Dispose();
        _state.Dispose();
    }

    private DeviceSpan<TValue> ByExpert<TValue>(DeviceSpan<TValue> values)
        where TValue : unmanaged
        => Layout == ExpertLayout.ByExpert
            ? values
            : throw new InvalidOperationException(
                "RowToken, RowChoice and RowWeight belong to Layout ByExpert. By rank, row i is pair i: see SourceIndex, "
                + "TopkIndices and TopkWeights.");

    private unsafe DeviceArray<TValue> Wrap<TValue>(DeviceSpan<TValue> values)
        where TValue : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return DeviceArray<TValue>.Wrap(_device, (nint)values.Data, values.Length);
    }

    private unsafe DeviceRows<TValue> Wrap<TValue>(DeviceRowsSpan<TValue> values)
        where TValue : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return DeviceRows<TValue>.Wrap(_device, (nint)values.Data, values.Count, values.Width);
    }
}
