namespace Moe.Dsl;

/// <summary>The CPU device's twin of <see cref="Shared"/>.</summary>
public readonly struct ThreadShared
{
    private readonly KernelThread _thread;

    internal ThreadShared(KernelThread thread) => _thread = thread;

    /// <summary>The CPU device's twin of <see cref="Shared.Span"/>.</summary>
    public unsafe DeviceSpan<T> Span<T>(int length)
        where T : unmanaged
        => new(
            (T*)_thread.NextShared(checked(length * sizeof(T)), ElementGrain<T>.Bytes), length,
            _thread.WatchesShared ? MemorySpace.Shared : MemorySpace.Unwatched);
}
