using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>
/// Conversion between float and the element types that rows are made of: float, <see cref="Half"/>, <see cref="BFloat16"/>,
/// <see cref="Float8E4M3"/> and <see cref="Float8E5M2"/>.
/// </summary>
[Intrinsic("Element.cuh")]
public static class Element
{
    /// <summary>The value as a float; exact.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not an element type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<T, float>(value);
        if (typeof(T) == typeof(BFloat16))
            return Unsafe.BitCast<T, BFloat16>(value);
        if (typeof(T) == typeof(Half))
            return (float)Unsafe.BitCast<T, Half>(value);
        if (typeof(T) == typeof(Float8E4M3))
            return Unsafe.BitCast<T, Float8E4M3>(value);
        if (typeof(T) == typeof(Float8E5M2))
            return Unsafe.BitCast<T, Float8E5M2>(value);
        throw NotAnElement(typeof(T));
    }

    /// <summary>A float as an element, rounded to nearest, ties to even; the 8-bit formats saturate.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not an element type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromSingle<T>(float value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<float, T>(value);
        if (typeof(T) == typeof(BFloat16))
            return Unsafe.BitCast<BFloat16, T>((BFloat16)value);
        if (typeof(T) == typeof(Half))
            return Unsafe.BitCast<Half, T>((Half)value);
        if (typeof(T) == typeof(Float8E4M3))
            return Unsafe.BitCast<Float8E4M3, T>((Float8E4M3)value);
        if (typeof(T) == typeof(Float8E5M2))
            return Unsafe.BitCast<Float8E5M2, T>((Float8E5M2)value);
        throw NotAnElement(typeof(T));
    }

    private static NotSupportedException NotAnElement(Type type)
        => new($"{type} is not an element type. Use float, Half, BFloat16, Float8E4M3 or Float8E5M2.");
}
