using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// A load for which a thread of the CPU device lets the others go on first, so that it finds what they store meanwhile.
/// </summary>
/// <typeparam name="T">An integer of 4 or 8 bytes.</typeparam>
public readonly unsafe struct AcquireLoad<T> : IKernelAwaiter
    where T : unmanaged
{
    private readonly Suspension _turn;
    private readonly T* _source;

    internal AcquireLoad(Suspension turn, T* source)
    {
        _turn = turn;
        _source = source;
    }

    /// <summary>Always false: the thread gives way, even where it is alone.</summary>
    public bool IsCompleted => false;

    /// <summary>This.</summary>
    public AcquireLoad<T> GetAwaiter() => this;

    /// <summary>What stands there now.</summary>
    public T GetResult()
    {
        var value = Interlocked.CompareExchange(ref *_source, default, default);
        MemoryWatch.Current?.OnAcquire(_source);
        return value;
    }

    void IKernelAwaiter.Suspend(KernelFrame frame) => ((IKernelAwaiter)_turn).Suspend(frame);

    void INotifyCompletion.OnCompleted(Action continuation) => throw OutsideKernelException.Of("await");

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw OutsideKernelException.Of("await");
}
