using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// What the CPU device is told of the memory that a kernel's threads share. It is one for each thread of this process that
/// runs kernels, and there is none where none runs. Spans of a watched <see cref="MemorySpace"/> report to it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class MemoryWatch
{
    [ThreadStatic]
    private static MemoryWatch? s_current;

    /// <summary>Whoever watches the kernel that runs on this thread of the process; null where none runs.</summary>
    public static MemoryWatch? Current
    {
        get => s_current;
        protected set => s_current = value;
    }

    /// <summary>A place in memory, whose use is reported first. Generated CPU bodies call this for fields of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(
        ref T place, MemoryAccess access, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
    {
        s_current?.OnPlace(Unsafe.AsPointer(ref place), sizeof(T), ElementGrain<T>.Bytes, access, line, file);
        return ref place;
    }

    /// <summary>What stands at a place in memory. Generated CPU bodies call this for fields of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(in T place, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => At(ref Unsafe.AsRef(in place), MemoryAccess.Read, line, file);

    /// <summary>A place in memory, for <c>in</c> arguments. Generated CPU bodies call this for fields of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T ReadAt<T>(
        in T place, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => ref At(ref Unsafe.AsRef(in place), MemoryAccess.Read, line, file);

    /// <summary>Reports a use of elements whose indices are in range.</summary>
    /// <remarks>It is static because a span whose address is taken for a call lives in memory, not in registers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Report<T>(
        MemorySpace space, T* address, int count, MemoryAccess access, int line, string file)
        where T : unmanaged
        => s_current?.OnAccess(space, address, count * sizeof(T), ElementGrain<T>.Bytes, access, line, file);

    /// <summary>The running thread uses elements of a watched span.</summary>
    /// <param name="space">Whose memory it is.</param>
    /// <param name="address">The first element.</param>
    /// <param name="bytes">How many bytes are used.</param>
    /// <param name="grain">
    /// The size of the smallest thing in there, a power of two: no use covers a part of it.
    /// </param>
    /// <param name="access">What is done.</param>
    /// <param name="line">The C# line that does it.</param>
    /// <param name="file">Its file.</param>
    public abstract void OnAccess(
        MemorySpace space, void* address, int bytes, int grain, MemoryAccess access, int line, string file);

    /// <summary>
    /// The running thread has read a value that another thread released: what that thread had done then, it knows.
    /// </summary>
    /// <param name="address">Where the value stands.</param>
    public abstract void OnAcquire(void* address);

    /// <summary>The running thread is about to write a value behind all that it has done.</summary>
    /// <param name="address">Where the value will stand.</param>
    public abstract void OnRelease(void* address);

    /// <summary>
    /// The running thread passes a fence: what it has done is released by its next atomic writes, and what its atomic
    /// reads found released is acquired.
    /// </summary>
    public abstract void OnFence();

    /// <summary>The running thread uses a place that may be in watched memory.</summary>
    protected abstract void OnPlace(void* address, int bytes, int grain, MemoryAccess access, int line, string file);
}
