using System.Runtime.ExceptionServices;

namespace Moe.Dsl;

/// <summary>
/// A call of an <c>async</c> CPU body that has been suspended at least once, or has failed. Whoever has taken its outcome
/// gives the frame back, for the next call of that body: see <see cref="End"/>.
/// </summary>
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

    /// <summary>The call's outcome has been taken; throws what it threw.</summary>
    internal void End()
    {
        _error?.Throw();
        IsCompleted = false;
        Caller = null;
        Recycle();
    }

    /// <summary>Keeps the frame for another call.</summary>
    private protected virtual void Recycle()
    {
    }
}

/// <summary>The frame of a call that returns a value.</summary>
internal class KernelFrame<T> : KernelFrame
{
    public T Result = default!;
}
