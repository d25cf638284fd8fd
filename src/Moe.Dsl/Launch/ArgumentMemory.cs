namespace Moe.Dsl;

/// <summary>The memory that a span or rows argument of a launch covers. Generated code compares the arguments' memory.</summary>
public readonly struct ArgumentMemory
{
    private readonly string _parameter;
    private readonly nuint _start;
    private readonly nuint _bytes;
    private readonly bool _isWritten;
    private readonly bool _isNoAlias;

    private unsafe ArgumentMemory(string parameter, void* start, long bytes, bool isWritten, bool isNoAlias)
    {
        _parameter = parameter;
        _start = (nuint)start;
        _bytes = (nuint)bytes;
        _isWritten = isWritten;
        _isNoAlias = isNoAlias;
    }

    /// <summary>That of an argument to read and write.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="span">The argument.</param>
    /// <param name="isNoAlias">Whether the parameter is marked <see cref="NoAliasAttribute"/>.</param>
    public static unsafe ArgumentMemory Of<T>(string parameter, DeviceSpan<T> span, bool isNoAlias)
        where T : unmanaged
        => new(parameter, span.Data, (long)span.Length * sizeof(T), isWritten: true, isNoAlias);

    /// <summary>That of an argument to read.</summary>
    /// <inheritdoc cref="Of{T}(string, DeviceSpan{T}, bool)"/>
    public static unsafe ArgumentMemory Of<T>(string parameter, DeviceView<T> span, bool isNoAlias)
        where T : unmanaged
        => new(parameter, span.Data, (long)span.Length * sizeof(T), isWritten: false, isNoAlias);

    /// <summary>That of an argument to read and write.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="rows">The argument.</param>
    /// <param name="isNoAlias">Whether the parameter is marked <see cref="NoAliasAttribute"/>.</param>
    public static unsafe ArgumentMemory Of<T>(string parameter, DeviceRowsSpan<T> rows, bool isNoAlias)
        where T : unmanaged
        => new(parameter, rows.Data, rows.Count * rows.Width * sizeof(T), isWritten: true, isNoAlias);

    /// <summary>That of an argument to read.</summary>
    /// <inheritdoc cref="Of{T}(string, DeviceRowsSpan{T}, bool)"/>
    public static unsafe ArgumentMemory Of<T>(string parameter, DeviceRowsView<T> rows, bool isNoAlias)
        where T : unmanaged
        => new(parameter, rows.Data, rows.Count * rows.Width * sizeof(T), isWritten: false, isNoAlias);

    /// <summary>Throws where an argument that is to be alone shares memory with another that is written, or is itself.</summary>
    /// <param name="kernel">The kernel's C# name.</param>
    /// <param name="arguments">All of a launch's span and rows arguments.</param>
    /// <exception cref="ArgumentException">Two overlap.</exception>
    public static void CheckNoAlias(string kernel, ReadOnlySpan<ArgumentMemory> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            for (int j = i + 1; j < arguments.Length; j++)
            {
                if (MayNotShare(arguments[i], arguments[j]) && Overlap(arguments[i], arguments[j]))
                    Throw(kernel, arguments[i], arguments[j]);
            }
        }
    }

    private static bool MayNotShare(in ArgumentMemory one, in ArgumentMemory other)
        => (one._isNoAlias || other._isNoAlias) && (one._isWritten || other._isWritten);

    private static bool Overlap(in ArgumentMemory one, in ArgumentMemory other)
        => one._start < other._start + other._bytes && other._start < one._start + one._bytes
            && one._bytes != 0 && other._bytes != 0;

    private static void Throw(string kernel, in ArgumentMemory one, in ArgumentMemory other)
    {
        var (alone, another) = one._isNoAlias ? (one, other) : (other, one);
        nuint shared = Math.Min(one._start + one._bytes, other._start + other._bytes) - Math.Max(one._start, other._start);
        throw new ArgumentException(
            $"'{alone._parameter}' of {kernel} is marked [NoAlias] and shares {shared} bytes with '{another._parameter}'. "
            + "Pass memory that does not overlap, or leave the attribute out.",
            alone._parameter);
    }
}
