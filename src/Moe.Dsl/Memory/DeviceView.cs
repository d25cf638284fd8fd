using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// Elements in a device's memory, [n], to read: a table that a routing holds, such as an expert placement, or what a
/// kernel's <see cref="ReadOnlySpan{T}"/> parameter is given at a launch.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[Intrinsic("Span.cuh")]
public readonly unsafe struct DeviceView<T>
    where T : unmanaged
{
    private readonly T* _data;
    private readonly int _length;

    // It takes up what would be padding: on a GPU a span is a pointer and a length.
    private readonly MemorySpace _space;

    /// <summary>Wraps memory that someone else owns.</summary>
    /// <param name="data">The first element, in the memory of the device that will read it.</param>
    /// <param name="length">How many elements, n.</param>
    public DeviceView(T* data, int length)
        : this(data, length, MemorySpace.Unwatched)
    {
    }

    /// <summary>Wraps memory that someone else owns, and has the CPU device watch it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DeviceView(T* data, int length, MemorySpace space)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _data = data;
        _length = length;
        _space = space;
    }

    // Of sizes that are known to be right.
    internal DeviceView(MemorySpace space, T* data, int length)
    {
        _data = data;
        _length = length;
        _space = space;
    }

    /// <summary>How many elements, n.</summary>
    public int Length => _length;

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The address of the first element.</summary>
    public T* Data => _data;

    /// <summary>
    /// The same elements, not watched. Generated CPU bodies use them so where the device's memory is not watched: the JIT
    /// then sees that there is nothing to ask at an access.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DeviceView<T> Unwatched
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(MemorySpace.Unwatched, _data, _length);
    }

    /// <summary>What the CPU device watches of it.</summary>
    internal MemorySpace Space => _space;

    /// <summary>An element. The view has to be of this process's memory: the CPU device's.</summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, n).</exception>
    public T this[int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => this[index, isInside: false, line, file];
    }

    /// <summary>An element, at an index that the caller may know to be inside [0, n): then it is not asked.</summary>
    /// <exception cref="MemoryAccessException">The index is outside, and the caller did not know.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T this[int index, bool isInside, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!isInside && (uint)index >= (uint)_length)
                MemoryAccessException.ThrowIndex(index, _length, file, line);
            if (_space != MemorySpace.Unwatched)
                MemoryWatch.Report(_space, _data + (uint)index, 1, MemoryAccess.Read, line, file);
            return _data[(uint)index];
        }
    }

    /// <summary>A reference to an element, of whose use nothing is reported. Generated CPU bodies call this.</summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, n).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T At(int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
    {
        if ((uint)index >= (uint)_length)
            MemoryAccessException.ThrowIndex(index, _length, file, line);
        return ref _data[(uint)index];
    }

    /// <summary>
    /// A reference to an element, for the use that is named. Generated CPU bodies call this. Atomic uses are reported of any
    /// memory: threads wait for one another by them.
    /// </summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, n).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T At(
        int index, MemoryAccess access, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => ref At(index, access, isInside: false, line, file);

    /// <summary>
    /// A reference to an element, at an index that the caller may know to be inside [0, n): then it is not asked.
    /// </summary>
    /// <exception cref="MemoryAccessException">The index is outside, and the caller did not know.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T At(
        int index, MemoryAccess access, bool isInside, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
    {
        if (!isInside && (uint)index >= (uint)_length)
            MemoryAccessException.ThrowIndex(index, _length, file, line);
        if (_space != MemorySpace.Unwatched || access >= MemoryAccess.AtomicRead)
            MemoryWatch.Report(_space, _data + (uint)index, 1, access, line, file);
        return ref _data[(uint)index];
    }

    /// <summary>The elements from <paramref name="start"/> on.</summary>
    /// <exception cref="MemoryAccessException">The range is not inside [0, n].</exception>
    /// <remarks>The line is a long so that <c>Slice(a, b)</c> means a start and a length.</remarks>
    public DeviceView<T> Slice(int start, [CallerLineNumber] long line = 0, [CallerFilePath] string file = "")
        => Slice(start, _length - start, (int)line, file);

    /// <summary><paramref name="length"/> elements from <paramref name="start"/> on.</summary>
    /// <exception cref="MemoryAccessException">The range is not inside [0, n].</exception>
    public DeviceView<T> Slice(
        int start, int length, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
    {
        if ((uint)start > (uint)_length || (uint)length > (uint)(_length - start))
            MemoryAccessException.ThrowRange(start, length, _length, file, line);
        return new DeviceView<T>(_space, _data + start, length);
    }

    /// <summary>The same elements, as a span of this process's memory.</summary>
    public ReadOnlySpan<T> AsSpan() => new(_data, _length);

    /// <summary>Enumerates the elements.</summary>
    public Enumerator GetEnumerator() => new(this, line: 0, file: "");

    /// <summary>Enumerates the elements for a <c>foreach</c> that says where it stands. Generated CPU bodies call this.</summary>
    public Enumerator Each([CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => new(this, line, file);

    /// <summary>Enumerates elements. It is no ref struct, so that a CPU body can wait inside a <c>foreach</c>.</summary>
    public struct Enumerator
    {
        private readonly DeviceView<T> _view;
        private readonly string _file;
        private readonly int _line;
        private int _index;

        internal Enumerator(DeviceView<T> view, int line, string file)
        {
            _view = view;
            _index = -1;
            _line = line;
            _file = file;
        }

        /// <summary>This.</summary>
        public readonly Enumerator GetEnumerator() => this;

        /// <summary>The element it stands at.</summary>
        public readonly T Current => _view[_index, _line, _file];

        /// <summary>Goes to the next element.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++_index < _view._length;
    }
}
