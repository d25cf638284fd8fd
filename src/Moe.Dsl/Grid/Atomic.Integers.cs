using System.Numerics;

namespace Moe.Dsl;

/// <content>Smallest, greatest, and bits.</content>
public static partial class Atomic
{
    /// <summary>Leaves the smaller of the two.</summary>
    public static int Min(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => MinOf(ref target, value);

    /// <summary>Leaves the smaller of the two.</summary>
    public static uint Min(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => MinOf(ref target, value);

    /// <summary>Leaves the smaller of the two.</summary>
    public static long Min(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => MinOf(ref target, value);

    /// <summary>Leaves the smaller of the two.</summary>
    public static ulong Min(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => MinOf(ref target, value);

    /// <summary>Leaves the greater of the two.</summary>
    public static int Max(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => MaxOf(ref target, value);

    /// <summary>Leaves the greater of the two.</summary>
    public static uint Max(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => MaxOf(ref target, value);

    /// <summary>Leaves the greater of the two.</summary>
    public static long Max(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => MaxOf(ref target, value);

    /// <summary>Leaves the greater of the two.</summary>
    public static ulong Max(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => MaxOf(ref target, value);

    /// <summary>Leaves the bits that both have.</summary>
    public static int And(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.And(ref target, value);

    /// <summary>Leaves the bits that both have.</summary>
    public static uint And(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.And(ref target, value);

    /// <summary>Leaves the bits that both have.</summary>
    public static long And(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.And(ref target, value);

    /// <summary>Leaves the bits that both have.</summary>
    public static ulong And(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.And(ref target, value);

    /// <summary>Leaves the bits that either has.</summary>
    public static int Or(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Or(ref target, value);

    /// <summary>Leaves the bits that either has.</summary>
    public static uint Or(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Or(ref target, value);

    /// <summary>Leaves the bits that either has.</summary>
    public static long Or(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Or(ref target, value);

    /// <summary>Leaves the bits that either has.</summary>
    public static ulong Or(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => Interlocked.Or(ref target, value);

    /// <summary>Leaves the bits that one of the two has.</summary>
    public static int Xor(ref int target, int value, MemoryScope scope = MemoryScope.Device)
        => XorOf(ref target, value);

    /// <summary>Leaves the bits that one of the two has.</summary>
    public static uint Xor(ref uint target, uint value, MemoryScope scope = MemoryScope.Device)
        => XorOf(ref target, value);

    /// <summary>Leaves the bits that one of the two has.</summary>
    public static long Xor(ref long target, long value, MemoryScope scope = MemoryScope.Device)
        => XorOf(ref target, value);

    /// <summary>Leaves the bits that one of the two has.</summary>
    public static ulong Xor(ref ulong target, ulong value, MemoryScope scope = MemoryScope.Device)
        => XorOf(ref target, value);

    private static T MinOf<T>(ref T target, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T old;
        do
            old = Volatile(ref target);
        while (value < old && Interlocked.CompareExchange(ref target, value, old) != old);
        return old;
    }

    private static T MaxOf<T>(ref T target, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T old;
        do
            old = Volatile(ref target);
        while (value > old && Interlocked.CompareExchange(ref target, value, old) != old);
        return old;
    }

    private static T XorOf<T>(ref T target, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T old;
        do
            old = Volatile(ref target);
        while (Interlocked.CompareExchange(ref target, old ^ value, old) != old);
        return old;
    }

    // The value as it is now, read afresh.
    private static T Volatile<T>(ref T target)
        where T : unmanaged
        => Interlocked.CompareExchange(ref target, default, default);
}
