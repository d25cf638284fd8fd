using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A call of a device function's CPU body that may wait for other threads and returns a value.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[AsyncMethodBuilder(typeof(KernelTaskMethodBuilder<>))]
public readonly struct KernelTask<T> : IKernelAwaiter
{
    private readonly KernelFrame? _frame;
    private readonly StrongBox<T> _result;

    internal KernelTask(KernelFrame? frame, StrongBox<T> result)
    {
        _frame = frame;
        _result = result;
    }

    /// <summary>Whether the call has returned or failed.</summary>
    public bool IsCompleted => _frame is null or { IsCompleted: true };

    /// <summary>This.</summary>
    public KernelTask<T> GetAwaiter() => this;

    /// <summary>What the call returned; throws what it threw.</summary>
    public T GetResult()
    {
        _frame?.ThrowIfFailed();
        return _result.Value!;
    }

    void IKernelAwaiter.Suspend(KernelFrame frame) => _frame!.Caller = frame;

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");
}
