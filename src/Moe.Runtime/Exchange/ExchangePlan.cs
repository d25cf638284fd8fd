namespace Moe.Runtime;

/// <summary>
/// Where each choice of a batch of tokens goes, and where its row stands there. Tensors of the batch are dispatched and
/// combined under it, as many as there are. It keeps its own copy of the gate's choices. It is a handle: copies are the
/// same plan, and disposing one disposes all.
/// </summary>
public readonly struct ExchangePlan : IDisposable
{
    private readonly PlanState _state;
    private readonly int _generation;

    internal ExchangePlan(PlanState state)
    {
        _state = state;
        _generation = state.Generation;
    }

    /// <summary>T: the tokens of the batch on this rank.</summary>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    public int Tokens => State.Tokens;

    /// <summary>How many go where. The first use waits for the ranks' headers.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    public DispatchCounts Counts
    {
        get
        {
            _ = State.Counts;
            return new DispatchCounts(_state);
        }
    }

    /// <summary>Whether no exchange has made it.</summary>
    internal bool IsEmpty => _state is null;

    /// <summary>What it is made of.</summary>
    /// <exception cref="InvalidOperationException">No exchange has made it.</exception>
    /// <exception cref="ObjectDisposedException">The plan has been disposed.</exception>
    internal PlanState State
    {
        get
        {
            if (IsEmpty)
                throw new InvalidOperationException("The plan is empty: an exchange's CreatePlan makes plans.");
            ObjectDisposedException.ThrowIf(!_state.IsOpen(_generation), typeof(ExchangePlan));
            return _state;
        }
    }

    /// <summary>Gives its memory back, once the results of its dispatches are disposed too. Twice is harmless.</summary>
    public void Dispose()
    {
        if (_state is not null && _state.IsOpen(_generation))
            _state.Close();
    }
}
