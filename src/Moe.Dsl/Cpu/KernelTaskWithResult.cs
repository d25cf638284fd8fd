using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A call of a device function's CPU body that may wait for other threads and returns a value.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[AsyncMethodBuilder(typeof(KernelTaskMethodBuilder<>))]
public readonly struct KernelTask<T> : IKernelAwaiter
{
    private readonly KernelFrame<T>? _frame;
    private readonly T _result;

    internal KernelTask(KernelFrame<T>? frame, T result)
    {
        _frame = frame;
        _result = result;
    }

    /// <summary>Whether the call has returned or failed.</summary>
    public bool IsCompleted => _frame is null or { IsCompleted: true };

    /// <summary>This.</summary>
    public KernelTask<T> GetAwaiter() => this;

    /// <summary>What the call returned; throws what it threw. It is asked once, of a completed call.</summary>
    public T GetResult()
    {
        if (_frame is null)
            return _result;
        var result = _frame.Result;
        _frame.End();
        return result;
    }

    void IKernelAwaiter.Suspend(KernelFrame frame) => _frame!.Caller = frame;

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");
}
