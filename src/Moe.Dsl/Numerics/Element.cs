using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>Conversion between float and the element types that rows are made of: float and <see cref="BFloat16"/>.</summary>
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
        throw NotAnElement(typeof(T));
    }

    /// <summary>A float as an element, rounded to nearest, ties to even.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not an element type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromSingle<T>(float value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<float, T>(value);
        if (typeof(T) == typeof(BFloat16))
            return Unsafe.BitCast<BFloat16, T>((BFloat16)value);
        throw NotAnElement(typeof(T));
    }

    private static NotSupportedException NotAnElement(Type type)
        => new($"{type} is not an element type. Use float or BFloat16.");
}
