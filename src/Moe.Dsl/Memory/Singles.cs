using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Moe.Dsl;

/// <summary>A float for each element of a <see cref="Pack{T}"/>, in a thread's registers, to compute with.</summary>
/// <typeparam name="T">An element type: see <see cref="Element"/>.</typeparam>
[Intrinsic("Pack.cuh")]
public struct Singles<T>
    where T : unmanaged
{
    // As many floats as a pack of single bytes has elements, which has the most. The JIT keeps a vector in a register, and
    // no other struct of this size.
    private Vector512<float> _vector;

    [UnscopedRef]
    private ref float First => ref Unsafe.As<Vector512<float>, float>(ref _vector);

    /// <summary>The float of an element.</summary>
    /// <exception cref="MemoryAccessException">The index is outside [0, Pack.Length).</exception>
    [UnscopedRef]
    public ref float this[int index, [CallerLineNumber] int line = 0, [CallerFilePath] string file = ""]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Pack<T>.Length)
                MemoryAccessException.ThrowIndex(index, Pack<T>.Length, file, line);
            return ref Unsafe.Add(ref First, index);
        }
    }

    /// <summary>The elements' values; exact.</summary>
    public static Singles<T> FromPack(Pack<T> pack)
    {
        var values = default(Singles<T>);
        if (typeof(T) == typeof(BFloat16))
        {
            var bits = Unsafe.BitCast<Pack<T>, Vector128<ushort>>(pack);
            values._vector = (Vector256.WidenLower(bits.ToVector256Unsafe()) << 16).AsSingle().ToVector512Unsafe();
            return values;
        }

        for (int i = 0; i < Pack<T>.Length; i++)
            values[i] = Element.ToSingle(pack[i]);
        return values;
    }

    /// <summary>The values as elements, rounded to nearest, ties to even.</summary>
    public static Pack<T> ToPack(Singles<T> values)
    {
        if (typeof(T) == typeof(BFloat16))
        {
            var bits = values._vector.GetLower().AsUInt32();
            var rounded = (bits + Vector256.Create(0x7fffu) + (bits >> 16 & Vector256<uint>.One)) >> 16;
            var isNaN = Vector256.GreaterThan(bits & Vector256.Create(0x7fffffffu), Vector256.Create(0x7f800000u));
            var halves = Vector256.ConditionalSelect(isNaN, Vector256.Create(0x7fffu), rounded);
            return Unsafe.BitCast<Vector128<ushort>, Pack<T>>(Vector128.Narrow(halves.GetLower(), halves.GetUpper()));
        }

        var pack = default(Pack<T>);
        for (int i = 0; i < Pack<T>.Length; i++)
            pack[i] = Element.FromSingle<T>(values[i]);
        return pack;
    }

    /// <summary>left + right, one by one.</summary>
    public static Singles<T> Add(Singles<T> left, Singles<T> right)
    {
        var sum = default(Singles<T>);
        sum._vector = left._vector + right._vector;
        return sum;
    }

    /// <summary>Each value times <paramref name="factor"/>.</summary>
    public static Singles<T> Multiply(Singles<T> values, float factor)
    {
        var product = default(Singles<T>);
        product._vector = values._vector * factor;
        return product;
    }
}
