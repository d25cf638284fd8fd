namespace Moe.Dsl;

/// <summary>How the threads of a block or warp share work on elements: each takes one run of them.</summary>
internal static unsafe class Cooperative
{
    public static void Copy<T>(
        DeviceView<T> source, DeviceSpan<T> destination, int index, int count, int line, string file)
        where T : unmanaged
    {
        if (source.Length != destination.Length)
            MemoryAccessException.ThrowLengths(source.Length, destination.Length, file, line);
        var (start, length) = Share(source.Length, index, count);
        if (source.Space != MemorySpace.Unwatched)
            MemoryWatch.Report(source.Space, source.Data + start, length, MemoryAccess.Read, line, file);
        if (destination.Space != MemorySpace.Unwatched)
            MemoryWatch.Report(destination.Space, destination.Data + start, length, MemoryAccess.Write, line, file);
        source.AsSpan().Slice(start, length).CopyTo(destination.AsSpan().Slice(start, length));
    }

    public static void Fill<T>(DeviceSpan<T> destination, T value, int index, int count, int line, string file)
        where T : unmanaged
    {
        var (start, length) = Share(destination.Length, index, count);
        if (destination.Space != MemorySpace.Unwatched)
            MemoryWatch.Report(destination.Space, destination.Data + start, length, MemoryAccess.Write, line, file);
        destination.AsSpan().Slice(start, length).Fill(value);
    }

    private static (int Start, int Length) Share(int length, int index, int count)
    {
        int start = (int)((long)length * index / count);
        return (start, (int)((long)length * (index + 1) / count) - start);
    }
}
