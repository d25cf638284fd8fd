namespace Moe.Runtime;

/// <summary>
/// How many of a plan's rows go where, on the host. It may be asked for as long as the plan, or a result of it, is not
/// disposed.
/// </summary>
public readonly struct DispatchCounts
{
    private readonly PlanState _state;
    private readonly int _generation;

    internal DispatchCounts(PlanState state)
    {
        _state = state;
        _generation = state.Generation;
    }

    /// <summary>[R] the pairs sent to each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensToRank => Tables.TokensToRank;

    /// <summary>[R] the pairs received from each rank, this one included.</summary>
    public ReadOnlySpan<int> TokensFromRank => Tables.TokensFromRank;

    /// <summary>[L] the choices for each expert here.</summary>
    public ReadOnlySpan<int> TokensPerExpert => Tables.TokensPerExpert;

    /// <summary>[L + 1] where each expert's rows start by expert, padding included; the last entry is their number.</summary>
    public ReadOnlySpan<int> ExpertOffsets => Tables.ExpertOffsets;

    /// <summary>How many choices of this rank's tokens the gate masked, with -1.</summary>
    public int ChoicesMasked => Tables.ChoicesMasked;

    /// <summary>How many choices of this rank's tokens the routing dropped.</summary>
    public int ChoicesDropped => Tables.ChoicesDropped;

    /// <summary>V: the pairs received.</summary>
    public int Pairs => Tables.Pairs;

    /// <summary>M: the rows handed to the experts.</summary>
    public int Rows => Tables.Rows;

    /// <exception cref="ObjectDisposedException">The plan and all its results have been disposed.</exception>
    internal CountTables Tables
    {
        get
        {
            ObjectDisposedException.ThrowIf(_state is null || _state.Generation != _generation, typeof(ExchangePlan));
            return _state.Counts;
        }
    }
}
