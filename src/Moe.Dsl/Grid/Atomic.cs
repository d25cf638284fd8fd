using System.Numerics;

namespace Moe.Dsl;

/// <summary>
/// Indivisible operations on an element that threads share. Each returns the value from before, as in CUDA. They are
/// relaxed: what else a thread has written, another sees only behind a fence, or an acquire of a release. The scope names
/// the threads among which an operation is indivisible; on the CPU device it always is.
/// </summary>
[Intrinsic("Atomic.cuh")]
public static partial class Atomic
{
    /// <summary>Adds; wraps around.</summary>
    public static int Add(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => unchecked(Interlocked.Add(ref target, value) - value);

    /// <summary>Adds; wraps around.</summary>
    public static uint Add(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => unchecked(Interlocked.Add(ref target, value) - value);

    /// <summary>Adds; wraps around.</summary>
    public static long Add(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => unchecked(Interlocked.Add(ref target, value) - value);

    /// <summary>Adds; wraps around.</summary>
    public static ulong Add(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => unchecked(Interlocked.Add(ref target, value) - value);

    /// <summary>Adds, rounded. The order of several additions, and so their sum, is not fixed on a GPU.</summary>
    public static float Add(ref float target, float value, MemoryScope scope = MemoryScope.Device)
        => AddFloating(ref target, value);

    /// <summary>Adds, rounded. The order of several additions, and so their sum, is not fixed on a GPU.</summary>
    public static double Add(ref double target, double value, MemoryScope scope = MemoryScope.Device)
        => AddFloating(ref target, value);

    /// <summary>Stores.</summary>
    public static int Exchange(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Exchange(ref target, value);

    /// <summary>Stores.</summary>
    public static uint Exchange(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Exchange(ref target, value);

    /// <summary>Stores.</summary>
    public static long Exchange(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Exchange(ref target, value);

    /// <summary>Stores.</summary>
    public static ulong Exchange(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Exchange(ref target, value);

    /// <summary>Stores.</summary>
    public static float Exchange(ref float target, float value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Exchange(ref target, value);

    /// <summary>Stores <paramref name="value"/> if the target equals <paramref name="comparand"/>.</summary>
    public static int CompareExchange(
        ref int target, int value, int comparand, MemoryScope scope = MemoryScope.Device)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <summary>Stores <paramref name="value"/> if the target equals <paramref name="comparand"/>.</summary>
    public static uint CompareExchange(
        ref uint target, uint value, uint comparand, MemoryScope scope = MemoryScope.Device)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <summary>Stores <paramref name="value"/> if the target equals <paramref name="comparand"/>.</summary>
    public static long CompareExchange(
        ref long target, long value, long comparand, MemoryScope scope = MemoryScope.Device)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <summary>Stores <paramref name="value"/> if the target equals <paramref name="comparand"/>.</summary>
    public static ulong CompareExchange(
        ref ulong target, ulong value, ulong comparand, MemoryScope scope = MemoryScope.Device)
        => Interlocked.CompareExchange(ref target, value, comparand);

    private static T AddFloating<T>(ref T target, T value)
        where T : unmanaged, IFloatingPoint<T>
    {
        while (true)
        {
            var old = target;
            var seen = Interlocked.CompareExchange(ref target, old + value, old);

            // NaN equals nothing, itself included.
            if (EqualityComparer<T>.Default.Equals(seen, old))
                return seen;
        }
    }
}
