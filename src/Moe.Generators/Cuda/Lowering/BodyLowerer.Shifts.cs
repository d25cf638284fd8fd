using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// A shift of C#'s: unsigned in C++ where bits go into a sign, which is undefined there, or zeros come in for it.
    /// </summary>
    private CudaExpression Shift(BinaryOperatorKind kind, CudaExpression value, CudaExpression count, ITypeSymbol type)
    {
        string text = kind == BinaryOperatorKind.LeftShift ? "<<" : ">>";
        return kind != BinaryOperatorKind.RightShift && UnsignedOf(type) is { } unsigned
            ? new CastExpression(TypeOf(type), PlainShift(AsUnsigned(value, unsigned), text, count, type))
            : PlainShift(value, text, count, type);
    }

    private static BinaryExpression PlainShift(
        CudaExpression value, string text, CudaExpression count, ITypeSymbol type)
        => new(value, text, Masked(count, type));

    /// <summary>Whether a left shift is a constant that the sign has no part in.</summary>
    private static bool IsHarmlessShift(IBinaryOperation op)
        => op is { OperatorKind: BinaryOperatorKind.LeftShift, RightOperand.ConstantValue.Value: int count }
            && Whole(op) is { } result && Whole(op.LeftOperand) is >= 0 and var value
            && result >> (count & MaskOf(op.Type!)) == value;

    private static long? Whole(IOperation op) => op.ConstantValue.Value switch
    {
        int value => value,
        long value => value,
        _ => null,
    };

    // A literal says so by its suffix: 1u.
    private static CudaExpression AsUnsigned(CudaExpression value, string unsigned)
    {
        string digits = (value as NameExpression)?.Text.TrimEnd('L') ?? "";
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Name(digits + (unsigned == "unsigned int" ? "u" : "ULL"))
            : new CastExpression(unsigned, value);
    }

    // C# takes a shift count modulo the width; in C++ a greater one is undefined.
    private static CudaExpression Masked(CudaExpression count, ITypeSymbol type)
    {
        int mask = MaskOf(type);
        if (count is NameExpression { Text: var text } && int.TryParse(text, out int known) && known <= mask)
            return count;
        return new BinaryExpression(count, "&", Number(mask));
    }

    private static int MaskOf(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64 ? 63 : 31;
}
