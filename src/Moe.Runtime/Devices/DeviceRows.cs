using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Rows of equal width in a device's memory, [n, width], row after row.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class DeviceRows<T> : DeviceMemory
    where T : unmanaged
{
    internal DeviceRows(Device device, nint pointer, long count, int width)
        : this(device, pointer, count, width, ownsMemory: true, owner: null)
    {
    }

    private DeviceRows(Device device, nint pointer, long count, int width, bool ownsMemory, DeviceMemory? owner)
        : base(device, pointer, ownsMemory, owner)
    {
        Count = count;
        Width = width;
    }

    /// <summary>How many rows, n.</summary>
    public long Count { get; }

    /// <summary>Elements a row.</summary>
    public int Width { get; }

    private protected override unsafe long Bytes => Length * sizeof(T);

    private long Length => Count * Width;

    /// <summary>
    /// Wraps memory of <paramref name="device"/> that someone else owns and keeps for as long as this is used. What they do
    /// with it on a stream of theirs is not ordered with other streams: see <see cref="CudaDevice.WrapStream"/>.
    /// </summary>
    /// <param name="device">Whose memory it is.</param>
    /// <param name="pointer">The address of the first row there; rows follow one another without a gap.</param>
    /// <param name="count">n, 0 or more.</param>
    /// <param name="width">Elements a row, 0 or more.</param>
    /// <exception cref="ArgumentException">The pointer is 0 and there are elements.</exception>
    public static DeviceRows<T> Wrap(Device device, nint pointer, long count, int width)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        if (pointer == 0 && count != 0 && width != 0)
            throw new ArgumentException($"{count} rows of {width} elements cannot be at address 0.", nameof(pointer));
        return new DeviceRows<T>(device, pointer, count, width, ownsMemory: false, owner: null);
    }

    /// <summary>Waits for the device's work, then sets every element.</summary>
    /// <param name="values">[n * width], row after row.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public void CopyFrom(ReadOnlySpan<T> values) => CopyElementsFrom(values, Length);

    /// <summary>Waits for the device's work, then reads every element.</summary>
    /// <param name="destination">[n * width], row after row.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public void CopyTo(Span<T> destination) => CopyElementsTo(destination, Length);

    /// <summary>Waits for the device's work, then reads every element.</summary>
    /// <returns>[n * width], row after row.</returns>
    /// <exception cref="InvalidOperationException">There are more elements than an array can hold.</exception>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public T[] ToArray() => ElementsToArray<T>(Length);

    /// <summary>Some of the same rows. The slice owns nothing, and ends with these rows.</summary>
    /// <param name="start">The first, 0 to n.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside [0, n].</exception>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public unsafe DeviceRows<T> Slice(long start, long count)
    {
        nint pointer = Pointer;
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new DeviceRows<T>(
            Device, pointer + (nint)(start * Width * sizeof(T)), count, Width, ownsMemory: false, owner: this);
    }

    /// <summary>The rows as a kernel's argument, to read and write.</summary>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public static unsafe implicit operator DeviceRowsSpan<T>(DeviceRows<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DeviceRowsSpan<T>((T*)rows.Pointer, rows.Count, rows.Width, rows.Device.Space);
    }

    /// <summary>The rows as a kernel's argument, to read.</summary>
    /// <exception cref="ObjectDisposedException">The rows are disposed.</exception>
    public static implicit operator DeviceRowsView<T>(DeviceRows<T> rows) => (DeviceRowsSpan<T>)rows;
}
