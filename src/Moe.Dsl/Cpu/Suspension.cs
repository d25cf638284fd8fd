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

    /// <summary>Waits for the other threads of the block.</summary>
    internal static Suspension AtBarrier(KernelThread thread, int line, string file)
        => At(thread, KernelWait.Block, operation: null, "Block.Sync", line, file);

    /// <summary>Waits for the other lanes of the warp that the mask names.</summary>
    internal static Suspension At(
        KernelThread thread, WarpOperation operation, ulong value, int argument, uint mask, int line, string file)
    {
        var suspension = At(thread, KernelWait.Warp, operation, operation.Name, line, file);
        thread.Value = value;
        thread.Argument = argument;
        thread.Mask = mask;
        return suspension;
    }

    /// <summary>
    /// Lets the others go on before the thread itself does: where a thread looks for what another will have done.
    /// </summary>
    /// <param name="thread">The thread.</param>
    /// <param name="name">What the kernel language calls the place, for messages.</param>
    /// <param name="line">The C# line.</param>
    /// <param name="file">Its file.</param>
    public static Suspension ForATurn(KernelThread thread, string name, int line, string file)
        => At(thread, KernelWait.Turn, operation: null, name, line, file);

    private static Suspension At(
        KernelThread thread, KernelWait wait, WarpOperation? operation, string name, int line, string file)
    {
        if (thread == KernelThread.Outside)
            throw OutsideKernelException.Of(name);
        thread.Wait = wait;
        thread.Operation = operation;
        thread.WaitName = name;
        thread.Line = line;
        thread.File = file;
        return new Suspension(thread);
    }
}
