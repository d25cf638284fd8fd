using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A <see cref="Suspension"/> from which the thread takes a value.</summary>
/// <typeparam name="T">The value's type, of at most 8 bytes.</typeparam>
public readonly struct Suspension<T> : IKernelAwaiter
    where T : unmanaged
{
    private readonly KernelThread _thread;

    private Suspension(KernelThread thread) => _thread = thread;

    /// <summary>Always false: the thread gives way, even where it is alone.</summary>
    public bool IsCompleted => false;

    /// <summary>This.</summary>
    public Suspension<T> GetAwaiter() => this;

    /// <summary>What the thread takes away.</summary>
    public T GetResult()
    {
        ulong bits = _thread.Value;
        return Unsafe.As<ulong, T>(ref bits);
    }

    void IKernelAwaiter.Suspend(KernelFrame frame) => _thread.Continuation = frame;

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    internal static Suspension<T> At(
        KernelThread thread, WarpOperation operation, ulong value, int argument, uint mask, int line, string file)
    {
        Suspension.At(thread, operation, value, argument, mask, line, file);
        return new Suspension<T>(thread);
    }

    internal static ulong ToBits(T value)
    {
        if (Unsafe.SizeOf<T>() > sizeof(ulong))
            throw new NotSupportedException($"A warp shuffles values of at most 8 bytes; {typeof(T)} is longer.");
        ulong bits = 0;
        Unsafe.As<ulong, T>(ref bits) = value;
        return bits;
    }
}
