using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A place where a thread of the CPU device waits for others; a generated CPU body awaits it.</summary>
public readonly struct Suspension : IKernelAwaiter
{
    private readonly KernelThread _thread;

    private Suspension(KernelThread thread) => _thread = thread;

    /// <summary>Always false: the thread gives way, even where it is alone.</summary>
    public bool IsCompleted => false;

    /// <summary>This.</summary>
    public Suspension GetAwaiter() => this;

    /// <summary>Does nothing.</summary>
    public void GetResult()
    {
    }

    void IKernelAwaiter.Suspend(KernelFrame frame) => _thread.Continuation = frame;

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    internal static Suspension At(
        KernelThread thread, WarpOperation? operation, ulong value, int argument, int line, string file)
    {
        if (thread == KernelThread.Outside)
            throw OutsideKernelException.Of(operation?.Name ?? "Block.Sync");
        thread.Operation = operation;
        thread.Value = value;
        thread.Argument = argument;
        thread.Line = line;
        thread.File = file;
        return new Suspension(thread);
    }
}
