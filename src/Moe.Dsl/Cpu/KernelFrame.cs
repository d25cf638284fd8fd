using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Moe.Dsl;

/// <summary>A call of an <c>async</c> CPU body that has been suspended at least once, or has failed.</summary>
public class KernelFrame
{
    private ExceptionDispatchInfo? _error;

    /// <summary>Whether the call has returned or failed.</summary>
    public bool IsCompleted { get; private set; }

    internal KernelFrame? Caller { get; set; }

    /// <summary>Goes on from where the call waits.</summary>
    public virtual void Resume() => throw new InvalidOperationException("The call has ended.");

    internal void Complete()
    {
        IsCompleted = true;
        Caller?.Resume();
    }

    internal void Fail(Exception error)
    {
        _error = ExceptionDispatchInfo.Capture(error);
        Complete();
    }

    internal void ThrowIfFailed() => _error?.Throw();
}

/// <summary>A frame that holds its state machine.</summary>
internal sealed class KernelFrame<TStateMachine> : KernelFrame
    where TStateMachine : IAsyncStateMachine
{
    public TStateMachine StateMachine = default!;

    public override void Resume() => StateMachine.MoveNext();
}
