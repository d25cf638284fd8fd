using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// Rows of equal width in a device's memory, [count, width], to read and write: what a kernel's <see cref="Rows{T}"/>
/// parameter is given at a launch, and what that parameter is in the kernel's CPU body.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe struct DeviceRowsSpan<T>
    where T : unmanaged
{
    private readonly T* _data;
    private readonly long _count;
    private readonly int _width;

    // It takes up what would be padding: on a GPU rows are a pointer, a count and a width.
    private readonly MemorySpace _space;

    /// <summary>Wraps memory that someone else owns.</summary>
    /// <param name="data">The first element of the first row, in the memory of the device that will use it.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="width">Elements a row.</param>
    public DeviceRowsSpan(T* data, long count, int width)
        : this(data, count, width, MemorySpace.Unwatched)
    {
    }

    /// <summary>Wraps memory that someone else owns, and has the CPU device watch it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DeviceRowsSpan(T* data, long count, int width, MemorySpace space)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        _data = data;
        _count = count;
        _width = width;
        _space = space;
    }

    // Of sizes that are known to be right.
    private DeviceRowsSpan(MemorySpace space, T* data, long count, int width)
    {
        _data = data;
        _count = count;
        _width = width;
        _space = space;
    }

    /// <summary>How many rows.</summary>
    public long Count => _count;

    /// <summary>Elements a row.</summary>
    public int Width => _width;

    /// <summary>The address of the first element.</summary>
    public T* Data => _data;

    /// <summary>
    /// The same rows, not watched. Generated CPU bodies use them so where the device's memory is not watched: the JIT
    /// then sees that there is nothing to ask at an access.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DeviceRowsSpan<T> Unwatched
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(MemorySpace.Unwatched, _data, _count, _width);
    }

    /// <summary>All elements, [count * width], as one span.</summary>
    /// <exception cref="OverflowException">They are more than an int can count.</exception>
    public DeviceSpan<T> Elements => new(_data, checked((int)(_count * _width)), _space);

    /// <summary>Some of the rows.</summary>
    /// <param name="start">The first, 0 to count.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside [0, count].</exception>
    public DeviceRowsSpan<T> Slice(long start, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _count - start);
        return new(_data + (start * _width), count, _width);
    }

    /// <summary>A row, [width], in memory that this process can read. Generated CPU bodies call this.</summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, count).</exception>
    public DeviceSpan<T> this[long row, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)row >= (ulong)_count)
                MemoryAccessException.ThrowIndex(row, _count, file, line);
            return new DeviceSpan<T>(_space, _data + (row * _width), _width);
        }
    }

    /// <summary>
    /// An element, in memory that this process can read. Generated CPU bodies call this: C# sets no element of a row that
    /// is a mere value.
    /// </summary>
    /// <exception cref="MemoryAccessException">An index is outside [0, count) or [0, width).</exception>
    public T this[long row, int column, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => this[row, line, file][column, line, file];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            var elements = this[row, line, file];
            elements[column, line, file] = value;
        }
    }

    /// <summary>The same rows, to read.</summary>
    public static implicit operator DeviceRowsView<T>(DeviceRowsSpan<T> rows)
        => new(rows._data, rows._count, rows._width, rows._space);
}
