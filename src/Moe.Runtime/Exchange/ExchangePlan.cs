namespace Moe.Runtime;

/// <summary>
/// Where each choice of a batch of tokens goes, and where its row stands there. Tensors of the batch are dispatched and
/// combined under it, as many as there are. It keeps its own copy of the gate's choices.
/// </summary>
public sealed class ExchangePlan : IDisposable
{
    private readonly Func<DispatchCounts> _readCounts;
    private readonly PlanState _state;
    private DispatchCounts? _counts;
    private bool _disposed;

    internal ExchangePlan(object owner, int number, int tokens, PlanState state, Func<DispatchCounts> readCounts)
    {
        Owner = owner;
        Number = number;
        Tokens = tokens;
        _state = state;
        _readCounts = readCounts;
    }

    /// <summary>T: the tokens of the batch on this rank.</summary>
    public int Tokens { get; }

    /// <summary>How many go where. The first use waits for the ranks' headers.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    public DispatchCounts Counts
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _counts ??= _readCounts();
        }
    }

    /// <summary>The exchange that made it.</summary>
    internal object Owner { get; }

    /// <summary>Which of its exchange's plans it is, from 1.</summary>
    internal int Number { get; }

    internal PlanState State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _state;
        }
    }

    /// <summary>Gives its memory back, once the results of its dispatches are disposed too. Twice is harmless.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _state.Dispose();
    }
}
