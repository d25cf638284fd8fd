using System.Runtime.InteropServices;
using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Conformance.Trials;

/// <summary>Rows that begin some elements into a larger piece of device memory, with marks on either side.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ShiftedRows<T> : IDisposable
    where T : unmanaged
{
    private const int Behind = 5;

    private readonly DeviceArray<T> _memory;
    private readonly byte[] _before;
    private readonly int _offset;

    /// <summary>Copies values to the device, so many elements off its alignment.</summary>
    public unsafe ShiftedRows(Device device, T[] values, int width, int offset)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(values);
        _offset = offset;
        var all = new T[offset + values.Length + Behind];
        MarkSurroundings(all);
        values.CopyTo(all, offset);
        _memory = device.CopyOf<T>(all);
        _before = Surroundings(all);
        nint address = (nint)((DeviceSpan<T>)_memory).Data + (offset * sizeof(T));
        Rows = DeviceRows<T>.Wrap(device, address, values.Length / width, width);
    }

    /// <summary>[n, width] the rows.</summary>
    public DeviceRows<T> Rows { get; }

    /// <summary>Nobody wrote in front of the rows or behind them.</summary>
    public void CheckSurroundings()
        => Expect.Equal<byte>(_before, Surroundings(_memory.ToArray()), "the memory around the rows");

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        _memory.Dispose();
    }

    private void MarkSurroundings(Span<T> all)
    {
        MemoryMarshal.AsBytes(all[.._offset]).Fill(0xa5);
        MemoryMarshal.AsBytes(all[^Behind..]).Fill(0x5a);
    }

    private byte[] Surroundings(ReadOnlySpan<T> all)
        =>
        [
            .. MemoryMarshal.AsBytes(all[.._offset]),
            .. MemoryMarshal.AsBytes(all[^Behind..]),
        ];
}
