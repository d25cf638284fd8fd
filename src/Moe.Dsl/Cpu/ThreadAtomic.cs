using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>The CPU device's twin of those members of <see cref="Atomic"/> at which a thread waits.</summary>
public readonly struct ThreadAtomic
{
    private readonly KernelThread _thread;

    internal ThreadAtomic(KernelThread thread) => _thread = thread;

    /// <summary>The CPU device's twin of Atomic.LoadAcquire.</summary>
    /// <param name="source">An element in memory that does not move: the CPU device's.</param>
    /// <param name="scope">Every scope is the whole device here.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    public unsafe AcquireLoad<T> LoadAcquire<T>(
        ref T source,
        MemoryScope scope = MemoryScope.Device,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
        where T : unmanaged
        => new(Suspension.ForATurn(_thread, "Atomic.LoadAcquire", line, file), (T*)Unsafe.AsPointer(ref source));
}
