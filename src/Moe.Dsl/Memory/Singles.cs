using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Moe.Dsl;

/// <summary>A float for each element of a <see cref="Pack{T}"/>, in a thread's registers, to compute with.</summary>
/// <typeparam name="T">An element type: see <see cref="Element"/>.</typeparam>
[Intrinsic("Pack.cuh")]
public struct Singles<T>
    where T : unmanaged
{
    private Floats _floats;

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
            return ref Unsafe.Add(ref Unsafe.As<Floats, float>(ref _floats), index);
        }
    }

    /// <summary>The elements' values; exact.</summary>
    public static Singles<T> FromPack(Pack<T> pack)
    {
        var values = default(Singles<T>);
        for (int i = 0; i < Pack<T>.Length; i++)
            values[i] = Element.ToSingle(pack[i]);
        return values;
    }

    /// <summary>The values as elements, rounded to nearest, ties to even.</summary>
    public static Pack<T> ToPack(Singles<T> values)
    {
        var pack = default(Pack<T>);
        for (int i = 0; i < Pack<T>.Length; i++)
            pack[i] = Element.FromSingle<T>(values[i]);
        return pack;
    }

    // As many as the elements of a pack of single bytes, which has the most.
    [InlineArray(16)]
    private struct Floats
    {
        private float _first;
    }
}
