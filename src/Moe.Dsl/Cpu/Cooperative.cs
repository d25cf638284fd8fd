namespace Moe.Dsl;

/// <summary>How the threads of a block or warp share a copy: each takes one run of elements.</summary>
internal static class Cooperative
{
    public static void Copy<T>(
        DeviceView<T> source, DeviceSpan<T> destination, int index, int count, int line, string file)
        where T : unmanaged
    {
        if (source.Length != destination.Length)
            MemoryAccessException.ThrowLengths(source.Length, destination.Length, file, line);
        Share(source.AsSpan(), index, count).CopyTo(Share(destination.AsSpan(), index, count));
    }

    public static Span<T> Share<T>(Span<T> whole, int index, int count)
    {
        var (start, end) = Range(whole.Length, index, count);
        return whole[start..end];
    }

    private static ReadOnlySpan<T> Share<T>(ReadOnlySpan<T> whole, int index, int count)
    {
        var (start, end) = Range(whole.Length, index, count);
        return whole[start..end];
    }

    private static (int Start, int End) Range(int length, int index, int count)
        => ((int)((long)length * index / count), (int)((long)length * (index + 1) / count));
}
