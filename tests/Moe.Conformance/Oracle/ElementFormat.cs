using Moe.Dsl;

namespace Moe.Conformance.Oracle;

/// <summary>How an element type stores a float, written without the product's own arithmetic.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class ElementFormat<T>
    where T : unmanaged
{
    /// <summary>The format of <typeparamref name="T"/>.</summary>
    public static ElementFormat<T> Instance { get; } = Find();

    /// <summary>The stored value as a float; exact.</summary>
    public abstract float Widen(T value);

    /// <summary>The nearest stored value, ties to even.</summary>
    public abstract T Round(float value);

    /// <summary>The stored bits.</summary>
    public abstract uint Bits(T value);

    /// <summary>The same bits, or NaN and NaN.</summary>
    public bool Same(T left, T right)
        => Bits(left) == Bits(right) || (float.IsNaN(Widen(left)) && float.IsNaN(Widen(right)));

    /// <summary>As many NaNs: what nobody may read, or leave standing.</summary>
    public T[] Poison(long count)
    {
        var poison = new T[count];
        Array.Fill(poison, Round(float.NaN));
        return poison;
    }

    private static ElementFormat<T> Find()
    {
        if (typeof(T) == typeof(float))
            return (ElementFormat<T>)(object)new SingleFormat();
        if (typeof(T) == typeof(BFloat16))
            return (ElementFormat<T>)(object)new BFloat16Format();
        if (typeof(T) == typeof(Half))
            return (ElementFormat<T>)(object)new HalfFormat();
        throw new NotSupportedException($"The oracle knows no element type {typeof(T)}.");
    }
}
