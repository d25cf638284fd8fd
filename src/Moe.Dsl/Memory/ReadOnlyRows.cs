namespace Moe.Dsl;

/// <summary>
/// Rows of equal width, [count, width], row after row, to read. In a kernel, row i is a span, reached by a 64-bit
/// offset, so that the elements may be more than an int can count.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[Intrinsic("Rows.cuh")]
public readonly ref struct ReadOnlyRows<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;

    /// <summary>Rows of ordinary memory, for calling device code directly from a test.</summary>
    /// <param name="values">[count * width].</param>
    /// <param name="width">Elements a row.</param>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public ReadOnlyRows(ReadOnlySpan<T> values, int width)
    {
        _values = values;
        Width = width;
        Count = CountRows(values.Length, width);
    }

    /// <summary>How many rows.</summary>
    public long Count { get; }

    /// <summary>Elements a row.</summary>
    public int Width { get; }

    /// <summary>A row, [width].</summary>
    public ReadOnlySpan<T> this[long row] => _values.Slice(checked((int)(row * Width)), Width);

    internal ReadOnlySpan<T> Values => _values;

    internal static int CountRows(int values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return values % width == 0
            ? values / width
            : throw new ArgumentException($"{values} values are not whole rows of {width}.", nameof(values));
    }
}
