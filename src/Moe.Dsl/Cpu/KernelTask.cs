using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A call of a CPU body that may wait for other threads. The default value is a completed call.</summary>
[AsyncMethodBuilder(typeof(KernelTaskMethodBuilder))]
public readonly struct KernelTask : IKernelAwaiter
{
    private readonly KernelFrame? _frame;

    internal KernelTask(KernelFrame? frame) => _frame = frame;

    /// <summary>Whether the call has returned or failed.</summary>
    public bool IsCompleted => _frame is null or { IsCompleted: true };

    /// <summary>This.</summary>
    public KernelTask GetAwaiter() => this;

    /// <summary>Throws what the call threw. It is asked once, of a completed call.</summary>
    public void GetResult() => _frame?.End();

    void IKernelAwaiter.Suspend(KernelFrame frame) => _frame!.Caller = frame;

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");
}
