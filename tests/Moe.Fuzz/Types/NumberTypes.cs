namespace Moe.Fuzz.Types;

/// <summary>The numbers of the kernel language. A new one is one line here.</summary>
internal static class NumberTypes
{
    public static readonly NumberType Bool = new("bool", "bool", 1, NumberKind.Truth);
    public static readonly NumberType Char = new("char", "unsigned short", 2, NumberKind.Whole);
    public static readonly NumberType Int = new("int", "int", 4, NumberKind.Whole, IsSigned: true);
    public static readonly NumberType UInt = new("uint", "unsigned int", 4, NumberKind.Whole);
    public static readonly NumberType Long = new("long", "long long", 8, NumberKind.Whole, IsSigned: true);
    public static readonly NumberType ULong = new("ulong", "unsigned long long", 8, NumberKind.Whole);
    public static readonly NumberType Float = new(
        "float", "float", 4, NumberKind.Floating, IsSigned: true, Greatest: 0x7f800000);

    public static readonly NumberType Double = new(
        "double", "double", 8, NumberKind.Floating, IsSigned: true, Greatest: 0x7ff0000000000000);

    /// <summary>All of them, the largest first, so that memory laid out in this order is aligned.</summary>
    public static readonly IReadOnlyList<NumberType> All =
    [
        Long, ULong, Double,
        Int, UInt, Float,
        new("short", "short", 2, NumberKind.Whole, IsSigned: true),
        new("ushort", "unsigned short", 2, NumberKind.Whole),
        Char,
        new("BFloat16", "moe::BFloat16", 2, NumberKind.Stored, IsSigned: true, Greatest: 0x7f80, Widens: true),
        new("Half", "moe::Half", 2, NumberKind.Stored, IsSigned: true, Greatest: 0x7c00),
        new("sbyte", "signed char", 1, NumberKind.Whole, IsSigned: true),
        new("byte", "unsigned char", 1, NumberKind.Whole),
        new("Float8E4M3", "moe::Float8E4M3", 1, NumberKind.Stored, IsSigned: true, Greatest: 0x7e, Widens: true),
        new("Float8E5M2", "moe::Float8E5M2", 1, NumberKind.Stored, IsSigned: true, Greatest: 0x7c, Widens: true),
        Bool,
    ];

    /// <summary>The integers.</summary>
    public static readonly IReadOnlyList<NumberType> Whole = [.. All.Where(t => t.Kind == NumberKind.Whole)];

    /// <summary>All but bool.</summary>
    public static readonly IReadOnlyList<NumberType> Countable = [.. All.Where(t => t.Kind != NumberKind.Truth)];

    /// <summary>Whether C# converts unasked.</summary>
    public static bool CanWiden(NumberType from, NumberType to) => from == to || (from.Kind, to.Kind) switch
    {
        (NumberKind.Whole, NumberKind.Whole) when to != Char => to.Bytes > from.Bytes
            ? to.IsSigned || !from.IsSigned
            : to.Bytes == from.Bytes && from == Char && !to.IsSigned,
        (NumberKind.Whole, NumberKind.Floating) => true,
        (NumberKind.Floating, NumberKind.Floating) => from.Bytes < to.Bytes,
        (NumberKind.Stored, NumberKind.Floating) => from.Widens,
        _ => false,
    };

    /// <summary>The type in which C# computes with two operands; null where it refuses.</summary>
    public static NumberType? Promoted(NumberType left, NumberType right)
    {
        if (!HasArithmetic(left) || !HasArithmetic(right))
            return null;
        if (left == Double || right == Double)
            return Double;
        if (left.Kind != NumberKind.Whole || right.Kind != NumberKind.Whole)
            return Float;
        if (left == ULong || right == ULong)
            return left.IsSigned || right.IsSigned ? null : ULong;
        if (left == Long || right == Long)
            return Long;
        return left != UInt && right != UInt ? Int : left.IsSigned || right.IsSigned ? Long : UInt;
    }

    private static bool HasArithmetic(NumberType type) => type.Kind switch
    {
        NumberKind.Truth => false,
        NumberKind.Stored => type.Widens,
        _ => true,
    };
}
