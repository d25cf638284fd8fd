using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <content>The order in which threads see what others write.</content>
public static partial class Atomic
{
    /// <summary>
    /// Orders the thread's memory operations before it and behind it, as the threads of the scope see them. With atomic
    /// operations around it one thread hands others what it has written.
    /// </summary>
    [Intrinsic("Ordering.cuh", Native = "moe::Fence")]
    public static void Fence(MemoryScope scope = MemoryScope.Device)
    {
        Interlocked.MemoryBarrier();
        MemoryWatch.Current?.OnFence();
    }

    /// <summary>
    /// Loads; what the thread that stored the value with <see cref="StoreRelease(ref int, int, MemoryScope)"/> had written
    /// before, this thread sees from now on.
    /// </summary>
    /// <param name="source">An element of a span, or a field of one.</param>
    /// <param name="scope">The threads among which it counts.</param>
    /// <remarks>
    /// On the CPU device the thread gives way here, so that a loop may wait for a value. A wait for a thread of a later
    /// block, or for one that has ended, is an error there and does not end on a GPU.
    /// </remarks>
    [Intrinsic("Ordering.cuh", Native = "moe::LoadAcquire", PerThread = true, Synchronizes = true)]
    public static int LoadAcquire(ref int source, MemoryScope scope = MemoryScope.Device)
        => throw OutsideKernelException.Of("Atomic.LoadAcquire");

    /// <summary>
    /// Loads; what the thread that stored the value with <see cref="StoreRelease(ref uint, uint, MemoryScope)"/> had written
    /// before, this thread sees from now on.
    /// </summary>
    /// <param name="source">An element of a span, or a field of one.</param>
    /// <param name="scope">The threads among which it counts.</param>
    /// <remarks>
    /// On the CPU device the thread gives way here, so that a loop may wait for a value. A wait for a thread of a later
    /// block, or for one that has ended, is an error there and does not end on a GPU.
    /// </remarks>
    [Intrinsic("Ordering.cuh", Native = "moe::LoadAcquire", PerThread = true, Synchronizes = true)]
    public static uint LoadAcquire(ref uint source, MemoryScope scope = MemoryScope.Device)
        => throw OutsideKernelException.Of("Atomic.LoadAcquire");

    /// <summary>
    /// Loads; what the thread that stored the value with <see cref="StoreRelease(ref long, long, MemoryScope)"/> had written
    /// before, this thread sees from now on.
    /// </summary>
    /// <param name="source">An element of a span, or a field of one.</param>
    /// <param name="scope">The threads among which it counts.</param>
    /// <remarks>
    /// On the CPU device the thread gives way here, so that a loop may wait for a value. A wait for a thread of a later
    /// block, or for one that has ended, is an error there and does not end on a GPU.
    /// </remarks>
    [Intrinsic("Ordering.cuh", Native = "moe::LoadAcquire", PerThread = true, Synchronizes = true)]
    public static long LoadAcquire(ref long source, MemoryScope scope = MemoryScope.Device)
        => throw OutsideKernelException.Of("Atomic.LoadAcquire");

    /// <summary>
    /// Loads; what the thread that stored the value with <see cref="StoreRelease(ref ulong, ulong, MemoryScope)"/> had written
    /// before, this thread sees from now on.
    /// </summary>
    /// <param name="source">An element of a span, or a field of one.</param>
    /// <param name="scope">The threads among which it counts.</param>
    /// <remarks>
    /// On the CPU device the thread gives way here, so that a loop may wait for a value. A wait for a thread of a later
    /// block, or for one that has ended, is an error there and does not end on a GPU.
    /// </remarks>
    [Intrinsic("Ordering.cuh", Native = "moe::LoadAcquire", PerThread = true, Synchronizes = true)]
    public static ulong LoadAcquire(ref ulong source, MemoryScope scope = MemoryScope.Device)
        => throw OutsideKernelException.Of("Atomic.LoadAcquire");

    /// <summary>Stores; whoever loads the value with an acquire sees what this thread has written before.</summary>
    [Intrinsic("Ordering.cuh", Native = "moe::StoreRelease")]
    public static void StoreRelease(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => Release(ref target, value);

    /// <summary>Stores; whoever loads the value with an acquire sees what this thread has written before.</summary>
    [Intrinsic("Ordering.cuh", Native = "moe::StoreRelease")]
    public static void StoreRelease(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => Release(ref target, value);

    /// <summary>Stores; whoever loads the value with an acquire sees what this thread has written before.</summary>
    [Intrinsic("Ordering.cuh", Native = "moe::StoreRelease")]
    public static void StoreRelease(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => Release(ref target, value);

    /// <summary>Stores; whoever loads the value with an acquire sees what this thread has written before.</summary>
    [Intrinsic("Ordering.cuh", Native = "moe::StoreRelease")]
    public static void StoreRelease(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => Release(ref target, value);

    private static unsafe void Release<T>(ref T target, T value)
        where T : unmanaged
    {
        MemoryWatch.Current?.OnRelease(Unsafe.AsPointer(ref target));
        Interlocked.Exchange(ref target, value);
    }
}
