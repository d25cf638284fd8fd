using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// What holds memory and runs kernels. Its memory is addressed by pointers that have a meaning on this device alone;
/// work for it is ordered on a <see cref="DeviceStream"/>.
/// </summary>
public abstract class Device : IDisposable
{
    private bool _isDisposed;

    private protected Device()
    {
    }

    /// <summary>Its name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Allocates an array whose content is undefined.</summary>
    /// <param name="length">n, 0 or more.</param>
    /// <returns>[n].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The device has not that much memory left.</exception>
    public DeviceArray<T> Allocate<T>(long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new DeviceArray<T>(this, AllocateElements<T>(length), length);
    }

    /// <summary>Allocates rows whose content is undefined.</summary>
    /// <param name="count">How many rows, 0 or more.</param>
    /// <param name="width">Elements a row, 0 or more.</param>
    /// <returns>[count, width].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="OutOfMemoryException">The device has not that much memory left.</exception>
    public DeviceRows<T> AllocateRows<T>(long count, int width)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        return new DeviceRows<T>(this, AllocateElements<T>(checked(count * width)), count, width);
    }

    /// <summary>Allocates an array that holds <paramref name="values"/>.</summary>
    /// <param name="values">[n].</param>
    /// <returns>[n].</returns>
    /// <exception cref="OutOfMemoryException">The device has not that much memory left.</exception>
    public DeviceArray<T> CopyOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = Allocate<T>(values.Length);
        try
        {
            array.CopyFrom(values);
            return array;
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    /// <summary>Allocates rows that hold <paramref name="values"/>.</summary>
    /// <param name="values">[count * width], row after row.</param>
    /// <param name="width">Elements a row, 1 or more.</param>
    /// <returns>[count, width].</returns>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    /// <exception cref="OutOfMemoryException">The device has not that much memory left.</exception>
    public DeviceRows<T> CopyOfRows<T>(ReadOnlySpan<T> values, int width)
        where T : unmanaged
    {
        var shape = new ReadOnlyRows<T>(values, width);
        var rows = AllocateRows<T>(shape.Count, width);
        try
        {
            rows.CopyFrom(values);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>A new order of work on this device.</summary>
    public abstract DeviceStream CreateStream();

    /// <summary>A new mark to record on this device's streams.</summary>
    /// <param name="isTimed">Whether <see cref="DeviceEvent.Since"/> will be asked of it.</param>
    public abstract DeviceEvent CreateEvent(bool isTimed = false);

    /// <summary>
    /// Ends the device. Dispose of its arrays and streams first; using the device afterwards is an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// How many threads of a block share a row well: neighbours in a row are neighbouring threads' on a GPU, one thread's
    /// on a CPU.
    /// </summary>
    internal abstract int ThreadsPerRow { get; }

    /// <summary>Whether kernels of this device may use memory of another: the two are one.</summary>
    internal virtual bool SharesMemoryWith(Device other) => other == this;

    /// <summary>What is watched of its memory while kernels use it.</summary>
    internal virtual MemorySpace Space => MemorySpace.Unwatched;

    /// <summary>
    /// Called whenever this process has waited for the device, to throw where that which it waited for was given up: the
    /// work is over then, but not done.
    /// </summary>
    internal Action? AfterWaiting { get; set; }

    /// <summary>Makes a kernel ready, so that its first launch need not.</summary>
    /// <param name="definition">The kernel, with its type arguments.</param>
    /// <param name="constants">Its constants' values, [Definition.Constants.Count].</param>
    internal abstract void Prepare(KernelDefinition definition, ReadOnlySpan<long> constants);

    /// <summary>Device memory, aligned to 256 bytes, its content undefined.</summary>
    /// <param name="bytes">1 or more.</param>
    internal abstract nint AllocateBytes(long bytes);

    /// <summary>Waits for all work of the device, then gives memory of <see cref="AllocateBytes"/> back.</summary>
    internal abstract void FreeBytes(nint pointer);

    /// <summary>
    /// Memory of this process that does not move and that the device reads and writes directly, so that a stream's
    /// copies to and from it need not wait.
    /// </summary>
    /// <param name="bytes">1 or more.</param>
    internal abstract nint AllocateHostBytes(long bytes);

    /// <summary>Waits for all work of the device, then gives memory of <see cref="AllocateHostBytes"/> back.</summary>
    internal abstract void FreeHostBytes(nint pointer);

    /// <summary>Waits for all work of the device, then copies from this process's memory to the device's.</summary>
    internal abstract void CopyFromHost(nint host, nint device, long bytes);

    /// <summary>Waits for all work of the device, then copies from the device's memory to this process's.</summary>
    internal abstract void CopyToHost(nint device, nint host, long bytes);

    /// <summary>Throws if the device is disposed.</summary>
    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Frees what the device itself holds; called once.</summary>
    private protected virtual void Release()
    {
    }

    // An empty allocation has no address: drivers refuse to allocate nothing.
    private unsafe nint AllocateElements<T>(long length)
        where T : unmanaged
    {
        ThrowIfDisposed();
        return length == 0 ? 0 : AllocateBytes(checked(length * sizeof(T)));
    }
}
