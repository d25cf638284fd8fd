namespace Moe.Runtime;

/// <summary>
/// A piece of a device's memory: one that frees it on disposal, a slice of such a one, or a wrapper of memory that
/// someone else owns.
/// </summary>
public abstract class DeviceMemory : IDisposable
{
    private readonly nint _pointer;
    private readonly bool _ownsMemory;

    // A slice asks its owner, so that using it after the owner's disposal says so.
    private readonly DeviceMemory _owner;
    private bool _isDisposed;

    private protected DeviceMemory(Device device, nint pointer, bool ownsMemory, DeviceMemory? owner)
    {
        Device = device;
        _pointer = pointer;
        _ownsMemory = ownsMemory;
        _owner = owner?._owner ?? this;
    }

    /// <summary>Whose memory it is.</summary>
    public Device Device { get; }

    /// <summary>The address of the first element on <see cref="Device"/>; 0 may stand for an empty piece.</summary>
    /// <exception cref="ObjectDisposedException">The memory, or what it is a slice of, is disposed.</exception>
    public nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed || _owner._isDisposed, this);
            return _pointer;
        }
    }

    /// <summary>How many bytes it has.</summary>
    private protected abstract long Bytes { get; }

    /// <summary>
    /// Frees the memory where this owns it, when the device's enqueued work is done. Twice is harmless; use afterwards
    /// is an <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_ownsMemory && _pointer != 0)
            Device.FreeBytes(_pointer);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the two have a byte in common.</summary>
    internal bool Overlaps(DeviceMemory other)
        => Pointer < other.Pointer + other.Bytes && other.Pointer < Pointer + Bytes;

    /// <summary>Whether it is at an address, and not disposed.</summary>
    internal bool Is(nint pointer) => !_isDisposed && _pointer == pointer;

    private protected unsafe void CopyElementsFrom<T>(ReadOnlySpan<T> values, long length)
        where T : unmanaged
    {
        nint pointer = Pointer;
        ThrowIfLengthsDiffer(values.Length, length, nameof(values));
        fixed (T* host = values)
            Device.CopyFromHost((nint)host, pointer, length * sizeof(T));
    }

    private protected unsafe void CopyElementsTo<T>(Span<T> destination, long length)
        where T : unmanaged
    {
        nint pointer = Pointer;
        ThrowIfLengthsDiffer(destination.Length, length, nameof(destination));
        fixed (T* host = destination)
            Device.CopyToHost(pointer, (nint)host, length * sizeof(T));
    }

    private protected T[] ElementsToArray<T>(long length)
        where T : unmanaged
    {
        if (length > Array.MaxLength)
            throw new InvalidOperationException($"{length} elements are more than an array of this process can hold.");
        var values = new T[length];
        CopyElementsTo<T>(values, length);
        return values;
    }

    private static void ThrowIfLengthsDiffer(int host, long device, string parameter)
    {
        if (host != device)
        {
            throw new ArgumentException(
                $"The device holds {device} elements, the span {host}: lengths have to agree.", parameter);
        }
    }
}
