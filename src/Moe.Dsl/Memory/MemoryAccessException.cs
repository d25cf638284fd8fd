using System.Diagnostics.CodeAnalysis;

namespace Moe.Dsl;

/// <summary>
/// Device memory was read or written out of range, at a line of C#. The CPU device turns it into a
/// <see cref="KernelException"/>, which also names kernel, block and thread.
/// </summary>
public sealed class MemoryAccessException : Exception
{
    private MemoryAccessException(string message, string file, int line)
        : base(message)
    {
        File = file;
        Line = line;
    }

    /// <summary>The C# file.</summary>
    public string File { get; }

    /// <summary>The line there, from 1.</summary>
    public int Line { get; }

    [DoesNotReturn]
    internal static void ThrowIndex(long index, long length, string file, int line)
        => throw new MemoryAccessException($"Index {index} is outside [0, {length}).", file, line);

    [DoesNotReturn]
    internal static void ThrowRange(long start, long length, long available, string file, int line)
        => throw new MemoryAccessException(
            $"The range of {length} elements from {start} on is not inside [0, {available}].", file, line);

    [DoesNotReturn]
    internal static void ThrowAlignment(long index, int bytes, string file, int line)
        => throw new MemoryAccessException(
            $"Element {index} is not at a multiple of {bytes} bytes, as a pack is. Ask Pack.Fits first.", file, line);

    [DoesNotReturn]
    internal static void ThrowHint(string file, int line)
        => throw new MemoryAccessException(
            "A cache hint speaks of the device's memory, and this is shared memory. Leave the hint out.", file, line);

    [DoesNotReturn]
    internal static void ThrowLengths(int from, int to, string file, int line)
        => throw new MemoryAccessException($"A copy from {from} elements to {to}: lengths have to agree.", file, line);
}
