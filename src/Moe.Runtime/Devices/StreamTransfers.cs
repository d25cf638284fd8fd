using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>A stream's transfers by element.</summary>
internal static unsafe class StreamTransfers
{
    /// <summary>Enqueues a copy inside the device's memory, of equal lengths.</summary>
    public static void Copy<T>(this DeviceStream stream, DeviceView<T> source, DeviceSpan<T> destination)
        where T : unmanaged
        => stream.Copy((nint)source.Data, (nint)destination.Data, (long)destination.Length * sizeof(T));

    /// <summary>Enqueues setting every byte of every element.</summary>
    public static void Fill<T>(this DeviceStream stream, DeviceSpan<T> destination, byte value)
        where T : unmanaged
        => stream.Fill((nint)destination.Data, value, (long)destination.Length * sizeof(T));
}
