using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// 16 bytes of T, loaded and stored at once: what memory moves best. Its elements are variables; what is computed with
/// is <see cref="Singles{T}"/>.
/// </summary>
/// <typeparam name="T">The element type, of 1, 2, 4, 8 or 16 bytes.</typeparam>
[Intrinsic("Pack.cuh")]
public struct Pack<T>
    where T : unmanaged
{
    /// <summary>Bytes of a pack, and what its address is a multiple of.</summary>
    internal const int Bytes = 16;

    private UInt128 _bytes;

    /// <summary>Elements of a pack.</summary>
    /// <exception cref="NotSupportedException">16 bytes are not a whole number of <typeparamref name="T"/>.</exception>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bytes % Unsafe.SizeOf<T>() == 0
            ? Bytes / Unsafe.SizeOf<T>()
            : throw new NotSupportedException($"16 bytes are not a whole number of {typeof(T)}, of {Unsafe.SizeOf<T>()}.");
    }

    /// <summary>An element.</summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, Length).</exception>
    [UnscopedRef]
    public ref T this[int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Length)
                MemoryAccessException.ThrowIndex(index, Length, file, line);
            return ref Unsafe.Add(ref Unsafe.As<UInt128, T>(ref _bytes), index);
        }
    }

    /// <summary>Whether every row starts at a multiple of 16 bytes and is a whole number of packs.</summary>
    /// <param name="rows">[count, width].</param>
    public static unsafe bool Fits(ReadOnlyRows<T> rows)
    {
        fixed (T* first = rows.Values)
            return Fits(new DeviceRowsView<T>(first, rows.Count, rows.Width));
    }

    /// <inheritdoc cref="Fits(ReadOnlyRows{T})"/>
    /// <remarks>Generated CPU bodies call this.</remarks>
    public static unsafe bool Fits(DeviceRowsView<T> rows)
        => (nint)rows.Data % Bytes == 0 && rows.Width % Length == 0;

    /// <summary>Loads a pack.</summary>
    /// <param name="source">[n].</param>
    /// <param name="index">The first element; its address is a multiple of 16 bytes.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <exception cref="MemoryAccessException">The elements are not inside [0, n), or not at such an address.</exception>
    public static Pack<T> Load(
        ReadOnlySpan<T> source, int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Load(source, index, LoadHint.Cached, line, file);

    /// <inheritdoc cref="Load(ReadOnlySpan{T}, int, int, string)"/>
    /// <remarks>Generated CPU bodies call this.</remarks>
    public static Pack<T> Load(
        DeviceView<T> source, int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        => Load(source, index, LoadHint.Cached, line, file);

    /// <summary>Loads a pack from the device's memory.</summary>
    /// <param name="source">[n]; not shared memory, unless the hint is <see cref="LoadHint.Cached"/>.</param>
    /// <param name="index">The first element; its address is a multiple of 16 bytes.</param>
    /// <param name="hint">What the caches are told.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <exception cref="MemoryAccessException">
    /// The elements are not inside [0, n), not at such an address, or in shared memory.
    /// </exception>
    public static unsafe Pack<T> Load(
        ReadOnlySpan<T> source,
        int index,
        LoadHint hint,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
    {
        fixed (T* first = source)
            return Load(new DeviceView<T>(first, source.Length), index, hint, line, file);
    }

    /// <inheritdoc cref="Load(ReadOnlySpan{T}, int, LoadHint, int, string)"/>
    /// <remarks>Generated CPU bodies call this.</remarks>
    public static unsafe Pack<T> Load(
        DeviceView<T> source,
        int index,
        LoadHint hint,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
    {
        T* address = AddressOf(source, index, hint != LoadHint.Cached, line, file);
        if (source.Space != MemorySpace.Unwatched)
            MemoryWatch.Report(source.Space, address, Length, MemoryAccess.Read, line, file);
        return *(Pack<T>*)address;
    }

    /// <summary>Stores a pack.</summary>
    /// <param name="destination">[n].</param>
    /// <param name="index">The first element; its address is a multiple of 16 bytes.</param>
    /// <param name="value">What is stored there.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <exception cref="MemoryAccessException">The elements are not inside [0, n), or not at such an address.</exception>
    public static void Store(
        Span<T> destination,
        int index,
        Pack<T> value,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
        => Store(destination, index, value, StoreHint.Cached, line, file);

    /// <inheritdoc cref="Store(Span{T}, int, Pack{T}, int, string)"/>
    /// <remarks>Generated CPU bodies call this.</remarks>
    public static void Store(
        DeviceSpan<T> destination,
        int index,
        Pack<T> value,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
        => Store(destination, index, value, StoreHint.Cached, line, file);

    /// <summary>Stores a pack to the device's memory.</summary>
    /// <param name="destination">[n]; not shared memory, unless the hint is <see cref="StoreHint.Cached"/>.</param>
    /// <param name="index">The first element; its address is a multiple of 16 bytes.</param>
    /// <param name="value">What is stored there.</param>
    /// <param name="hint">What the caches are told.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <exception cref="MemoryAccessException">
    /// The elements are not inside [0, n), not at such an address, or in shared memory.
    /// </exception>
    public static unsafe void Store(
        Span<T> destination,
        int index,
        Pack<T> value,
        StoreHint hint,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
    {
        fixed (T* first = destination)
            Store(new DeviceSpan<T>(first, destination.Length), index, value, hint, line, file);
    }

    /// <inheritdoc cref="Store(Span{T}, int, Pack{T}, StoreHint, int, string)"/>
    /// <remarks>Generated CPU bodies call this.</remarks>
    public static unsafe void Store(
        DeviceSpan<T> destination,
        int index,
        Pack<T> value,
        StoreHint hint,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "")
    {
        T* address = AddressOf(destination, index, hint != StoreHint.Cached, line, file);
        if (destination.Space != MemorySpace.Unwatched)
            MemoryWatch.Report(destination.Space, address, Length, MemoryAccess.Write, line, file);
        *(Pack<T>*)address = value;
    }

    private static unsafe T* AddressOf(DeviceView<T> memory, int index, bool hasHint, int line, string file)
    {
        // What is negative is too large without its sign.
        if ((long)(uint)index + Length > memory.Length)
            MemoryAccessException.ThrowRange(index, Length, memory.Length, file, line);
        T* address = memory.Data + (uint)index;
        if ((nuint)address % Bytes != 0)
            MemoryAccessException.ThrowAlignment(index, Bytes, file, line);
        if (hasHint && memory.Space == MemorySpace.Shared)
            MemoryAccessException.ThrowHint(file, line);
        return address;
    }
}
