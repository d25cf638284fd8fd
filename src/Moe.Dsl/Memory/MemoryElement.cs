using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// Elements as indexers reach them, for generated CPU bodies: where an operand branches. An indexer holds its span's address
/// meanwhile, and a span whose address is held across a branch lives in memory, not in registers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MemoryElement
{
    /// <summary>Reads an element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="view">[n].</param>
    /// <param name="index">The index.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <returns>The element.</returns>
    /// <exception cref="MemoryAccessException">The index is outside [0, n).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>(
        DeviceView<T> view, int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : unmanaged
        => view[index, line, file];

    /// <summary>Writes an element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="span">[n].</param>
    /// <param name="index">The index.</param>
    /// <param name="value">What is written.</param>
    /// <param name="line">The caller's line.</param>
    /// <param name="file">The caller's file.</param>
    /// <param name="isInside">Whether the caller knows the index to be inside [0, n), so that it is not asked.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="MemoryAccessException">The index is outside [0, n).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Set<T>(
        DeviceSpan<T> span,
        int index,
        T value,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string file = "",
        bool isInside = false)
        where T : unmanaged
    {
        span[index, isInside, line, file] = value;
        return value;
    }
}
