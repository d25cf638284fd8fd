using System.Numerics;

namespace Moe.Runtime;

/// <summary>
/// Lends blocks of memory by size class and takes them back, so that sizes seen before allocate nothing.
/// A block is lent again as soon as it is back, while enqueued work may still use it: all users of one pool work on
/// one stream. A pool belongs to one thread at a time.
/// </summary>
internal sealed class DeviceMemoryPool(Func<long, nint> allocate, Action<nint> free) : IDisposable
{
    // The smallest block, which is also the alignment.
    private const int Granule = 256;

    // The lowest address goes first, so that users who ask for the same in the same order get the same.
    private readonly Dictionary<int, PriorityQueue<nint, nint>> _idle = [];
    private readonly List<nint> _allocated = [];
    private bool _isDisposed;

    /// <summary>A pool of the device's memory.</summary>
    public DeviceMemoryPool(Device device)
        : this(device.AllocateBytes, device.FreeBytes)
    {
    }

    /// <summary>A pool of this process's memory that the device reads and writes directly.</summary>
    public static DeviceMemoryPool OfHost(Device device) => new(device.AllocateHostBytes, device.FreeHostBytes);

    /// <summary>A block of at least <paramref name="bytes"/>, its content undefined.</summary>
    /// <param name="bytes">0 or more; for 0 the block has no address.</param>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    /// <exception cref="OutOfMemoryException">The device has not that much memory left.</exception>
    public DeviceBlock Rent(long bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (bytes == 0)
            return default;

        int sizeClass = SizeClassOf(bytes);
        if (!_idle.TryGetValue(sizeClass, out var idle))
            _idle.Add(sizeClass, idle = new PriorityQueue<nint, nint>());
        return new DeviceBlock(idle.TryDequeue(out nint pointer, out _) ? pointer : Allocate(sizeClass), sizeClass);
    }

    /// <summary>Takes a block back. After the pool's disposal this does nothing: the block is already freed.</summary>
    /// <param name="block">Lent by this pool, and not returned since.</param>
    public void Return(DeviceBlock block)
    {
        if (block.Pointer != 0 && !_isDisposed)
            _idle[block.SizeClass].Enqueue(block.Pointer, block.Pointer);
    }

    /// <summary>Frees every block, lent ones too.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        foreach (nint pointer in _allocated)
            free(pointer);
    }

    /// <summary>
    /// The number of the smallest size that holds <paramref name="bytes"/>. There are four sizes to a doubling, so that
    /// at most a fifth of a block lies idle.
    /// </summary>
    internal static int SizeClassOf(long bytes)
    {
        long granules = (bytes + Granule - 1) / Granule;
        if (granules <= 4)
            return (int)granules - 1;
        int doublings = BitOperations.Log2((ulong)(granules - 1)) - 2;
        return (doublings * 4) + (int)((granules - 1) >> doublings);
    }

    /// <summary>The size of a class's blocks in bytes.</summary>
    internal static long BytesOf(int sizeClass)
    {
        int doublings = Math.Max(0, (sizeClass / 4) - 1);
        long quarters = sizeClass - (doublings * 4) + 1;
        return (quarters << doublings) * Granule;
    }

    private nint Allocate(int sizeClass)
    {
        nint pointer = allocate(BytesOf(sizeClass));
        _allocated.Add(pointer);
        return pointer;
    }
}
