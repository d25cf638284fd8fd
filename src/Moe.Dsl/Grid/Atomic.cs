namespace Moe.Dsl;

/// <summary>
/// Indivisible operations on an element that threads share, relaxed and of device scope. Each returns the value from
/// before, as in CUDA.
/// </summary>
[Intrinsic("Atomic.cuh")]
public static class Atomic
{
    /// <summary>Adds; wraps around.</summary>
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    /// <summary>Adds; wraps around.</summary>
    public static uint Add(ref uint target, uint value) => Interlocked.Add(ref target, value) - value;

    /// <summary>Adds; wraps around.</summary>
    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;

    /// <summary>Adds; wraps around.</summary>
    public static ulong Add(ref ulong target, ulong value) => Interlocked.Add(ref target, value) - value;

    /// <summary>Adds, rounded. The order of several additions, and so their sum, is not fixed on a GPU.</summary>
    public static float Add(ref float target, float value)
    {
        float old;
        do
            old = Volatile.Read(ref target);
        while (BitConverter.SingleToInt32Bits(Interlocked.CompareExchange(ref target, old + value, old))
            != BitConverter.SingleToInt32Bits(old));
        return old;
    }

    /// <summary>Leaves the smaller of the two.</summary>
    public static int Min(ref int target, int value)
    {
        int old = Volatile.Read(ref target);
        while (Math.Min(old, value) != old)
        {
            int seen = Interlocked.CompareExchange(ref target, value, old);
            if (seen == old)
                break;
            old = seen;
        }

        return old;
    }

    /// <summary>Leaves the greater of the two.</summary>
    public static int Max(ref int target, int value)
    {
        int old = Volatile.Read(ref target);
        while (Math.Max(old, value) != old)
        {
            int seen = Interlocked.CompareExchange(ref target, value, old);
            if (seen == old)
                break;
            old = seen;
        }

        return old;
    }

    /// <summary>Leaves the smaller of the two.</summary>
    public static long Min(ref long target, long value)
    {
        long old = Volatile.Read(ref target);
        while (Math.Min(old, value) != old)
        {
            long seen = Interlocked.CompareExchange(ref target, value, old);
            if (seen == old)
                break;
            old = seen;
        }

        return old;
    }

    /// <summary>Leaves the greater of the two.</summary>
    public static long Max(ref long target, long value)
    {
        long old = Volatile.Read(ref target);
        while (Math.Max(old, value) != old)
        {
            long seen = Interlocked.CompareExchange(ref target, value, old);
            if (seen == old)
                break;
            old = seen;
        }

        return old;
    }

    /// <summary>Stores.</summary>
    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    /// <summary>Stores <paramref name="value"/> if the target equals <paramref name="comparand"/>.</summary>
    public static int CompareExchange(ref int target, int value, int comparand)
        => Interlocked.CompareExchange(ref target, value, comparand);
}
