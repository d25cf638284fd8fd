using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Elements in a device's memory, [n].</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class DeviceArray<T> : DeviceMemory
    where T : unmanaged
{
    internal DeviceArray(Device device, nint pointer, long length)
        : this(device, pointer, length, ownsMemory: true, owner: null)
    {
    }

    private DeviceArray(Device device, nint pointer, long length, bool ownsMemory, DeviceMemory? owner)
        : base(device, pointer, ownsMemory, owner)
        => Length = length;

    /// <summary>How many elements, n.</summary>
    public long Length { get; }

    private protected override unsafe long Bytes => Length * sizeof(T);

    /// <summary>
    /// Wraps memory of <paramref name="device"/> that someone else owns and keeps for as long as this is used.
    /// </summary>
    /// <param name="device">Whose memory it is.</param>
    /// <param name="pointer">The address of the first element there.</param>
    /// <param name="length">n, 0 or more.</param>
    /// <exception cref="ArgumentException">The pointer is 0 and n is not.</exception>
    public static DeviceArray<T> Wrap(Device device, nint pointer, long length)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (pointer == 0 && length != 0)
            throw new ArgumentException($"{length} elements cannot be at address 0.", nameof(pointer));
        return new DeviceArray<T>(device, pointer, length, ownsMemory: false, owner: null);
    }

    /// <summary>Waits for the device's work, then sets every element.</summary>
    /// <param name="values">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void CopyFrom(ReadOnlySpan<T> values) => CopyElementsFrom(values, Length);

    /// <summary>Waits for the device's work, then reads every element.</summary>
    /// <param name="destination">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void CopyTo(Span<T> destination) => CopyElementsTo(destination, Length);

    /// <summary>Waits for the device's work, then reads every element.</summary>
    /// <returns>[n].</returns>
    /// <exception cref="InvalidOperationException">n is more than an array of this process can hold.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public T[] ToArray() => ElementsToArray<T>(Length);

    /// <summary>Some of the same elements. The slice owns nothing, and ends with this array.</summary>
    /// <param name="start">The first, 0 to n.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside [0, n].</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public unsafe DeviceArray<T> Slice(long start, long length)
    {
        nint pointer = Pointer;
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
        return new DeviceArray<T>(
            Device, pointer + (nint)(start * sizeof(T)), length, ownsMemory: false, owner: this);
    }

    /// <summary>The elements as a kernel's argument, to read and write.</summary>
    /// <exception cref="InvalidOperationException">n is more than an int can count.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public static unsafe implicit operator DeviceSpan<T>(DeviceArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Length > int.MaxValue)
        {
            throw new InvalidOperationException(
                $"A kernel's span has at most {int.MaxValue} elements, and the array has {array.Length}: "
                + "pass a slice, or rows.");
        }

        return new DeviceSpan<T>((T*)array.Pointer, (int)array.Length, array.Device.Space);
    }

    /// <summary>The elements as a kernel's argument, to read.</summary>
    /// <exception cref="InvalidOperationException">n is more than an int can count.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public static implicit operator DeviceView<T>(DeviceArray<T> array) => (DeviceSpan<T>)array;
}
