using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// What a <see cref="DispatchedTokens{T}"/> is made of. When that is disposed it is used for another, of the next
/// generation; what it wrapped before it gives again where nothing has changed.
/// </summary>
/// <param name="device">Whose memory it is.</param>
/// <param name="pool">Where memory comes from and goes back to.</param>
/// <param name="idle">Where this goes back to.</param>
internal sealed class DispatchResult<T>(Device device, DeviceMemoryPool pool, Recycled<DispatchResult<T>> idle)
    where T : unmanaged
{
    private DeviceRowsSpan<T> _rowsMemory;
    private PlanState? _plan;
    private DeviceRows<T>? _rows;
    private DeviceArray<int>? _sourceIndex;
    private DeviceArray<int>? _sourceRank;
    private DeviceRows<int>? _topkIndices;
    private DeviceRows<float>? _topkWeights;
    private DeviceArray<int>? _tokensToRank;
    private DeviceArray<int>? _tokensFromRank;
    private DeviceArray<int>? _tokensPerExpert;
    private DeviceArray<int>? _expertOffsets;
    private DeviceArray<int>? _rowToken;
    private DeviceArray<int>? _rowChoice;
    private DeviceArray<float>? _rowWeight;

    /// <summary>Which of the results that this was used for it is now.</summary>
    public int Generation { get; private set; }

    /// <summary>The rows' memory.</summary>
    public DeviceArena Arena { get; } = new(pool);

    /// <summary>The plan's.</summary>
    public PlanState Plan => _plan!;

    public DeviceRows<T> Rows => Wrap(_rowsMemory, ref _rows);

    public DeviceArray<int> SourceIndex => Wrap(Pairs.SourceIndex, ref _sourceIndex);

    public DeviceArray<int> SourceRank => Wrap(Pairs.SourceRank, ref _sourceRank);

    public DeviceRows<int> TopkIndices => Wrap(Pairs.TopkIndices, ref _topkIndices);

    public DeviceRows<float> TopkWeights => Wrap(Pairs.TopkWeights, ref _topkWeights);

    public DeviceArray<int> TokensToRank => Wrap(Plan.TokensToRank, ref _tokensToRank);

    public DeviceArray<int> TokensFromRank => Wrap(Plan.TokensFromRank, ref _tokensFromRank);

    public DeviceArray<int> TokensPerExpert => Wrap(Plan.TokensPerExpert, ref _tokensPerExpert);

    public DeviceArray<int> ExpertOffsets => Wrap(Plan.ExpertOffsets, ref _expertOffsets);

    public DeviceArray<int> RowToken => Wrap(Pairs.RowToken, ref _rowToken);

    public DeviceArray<int> RowChoice => Wrap(Pairs.RowChoice, ref _rowChoice);

    public DeviceArray<float> RowWeight => Wrap(Pairs.RowWeight, ref _rowWeight);

    private PairTables Pairs => Plan.Pairs!;

    /// <summary>Holds a plan, and the rows that were dispatched under it.</summary>
    public void Begin(PlanState plan, DeviceRowsSpan<T> rows)
    {
        plan.Hold();
        (_plan, _rowsMemory) = (plan, rows);
    }

    /// <summary>Lets go of the plan, if it holds one yet, and gives the memory back.</summary>
    public void End()
    {
        _plan?.Release();
        _plan = null;
        Generation++;
        Arena.GiveBack();
        idle.Return(this);
    }

    private unsafe DeviceArray<TValue> Wrap<TValue>(DeviceSpan<TValue> values, ref DeviceArray<TValue>? last)
        where TValue : unmanaged
    {
        if (last is null || !last.Is((nint)values.Data) || last.Length != values.Length)
            last = DeviceArray<TValue>.Wrap(device, (nint)values.Data, values.Length);
        return last;
    }

    private unsafe DeviceRows<TValue> Wrap<TValue>(DeviceRowsSpan<TValue> values, ref DeviceRows<TValue>? last)
        where TValue : unmanaged
    {
        if (last is null || !last.Is((nint)values.Data) || last.Count != values.Count || last.Width != values.Width)
            last = DeviceRows<TValue>.Wrap(device, (nint)values.Data, values.Count, values.Width);
        return last;
    }
}
