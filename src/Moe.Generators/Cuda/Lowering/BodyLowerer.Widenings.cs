using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Widenings that C# leaves unwritten, and so does C++ wherever it widens to the same type by itself.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>An operand without its widening, and the type that C++ sees in it.</summary>
    private readonly record struct BareOperand(Operand Operand, SpecialType Type);

    /// <summary>Two operands of one type in C#, each without its widening where C++ still computes in that type.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="common">The type in which C++ meets two others.</param>
    private ImmutableArray<Operand> Widened(
        IOperation left, IOperation right, Func<SpecialType, SpecialType, SpecialType> common)
    {
        if (!IsNumber(left.Type) || !IsNumber(right.Type))
            return [OperandOf(left), OperandOf(right)];
        var target = left.Type!.SpecialType;
        var bareLeft = BareOf(left);
        var bareRight = BareOf(right);
        if (common(bareLeft.Type, bareRight.Type) == target)
            return [bareLeft.Operand, bareRight.Operand];

        // One that keeps its type widens the other; a literal does so without a cast.
        bool keepsRight = right.ConstantValue.HasValue && !left.ConstantValue.HasValue;
        if (keepsRight && common(bareLeft.Type, target) == target)
            return [bareLeft.Operand, OperandOf(right)];
        return common(target, bareRight.Type) == target
            ? [OperandOf(left), bareRight.Operand]
            : [OperandOf(left), OperandOf(right)];
    }

    private BareOperand BareOf(IOperation operation)
    {
        if (operation is IConversionOperation conversion && IsWidening(conversion))
            return new BareOperand(OperandOf(conversion.Operand), conversion.Operand.Type!.SpecialType);
        return IntOf(operation) is { } number
            ? new BareOperand(new Operand(operation.Type!, () => new Value(Number(number))), SpecialType.System_Int32)
            : new BareOperand(OperandOf(operation), operation.Type!.SpecialType);
    }

    // A constant is widened as it is written, unless that would take its name away. What stands unwritten need not widen:
    // (int)bfloat16 is written once, and converts to float and from there to int.
    private static bool IsWidening(IConversionOperation op)
        => op is { IsImplicit: true, OperatorMethod: null } && op.GetConversion().IsImplicit
            && IsNumber(op.Type) && IsNumber(op.Operand.Type)
            && (!op.ConstantValue.HasValue || MentionsName(op));

    /// <summary>The value of a long literal that an int can have as well.</summary>
    private static int? IntOf(IOperation operation)
        => operation.ConstantValue.Value is long and >= int.MinValue and <= int.MaxValue and var number
            && IsNumber(operation.Type) && !MentionsName(operation)
            ? (int)number
            : null;

    /// <summary>The type in which an operator of C++ computes: SpecialType lists the numbers in its order.</summary>
    private static SpecialType ArithmeticType(SpecialType left, SpecialType right)
    {
        var wider = left > right ? left : right;
        return wider < SpecialType.System_Int32 ? SpecialType.System_Int32 : wider;
    }

    /// <summary>The type of a conditional expression of C++, which promotes only what differs.</summary>
    private static SpecialType ChoiceType(SpecialType then, SpecialType otherwise)
        => then == otherwise ? then : ArithmeticType(then, otherwise);

    /// <summary>
    /// Lowers what its surroundings convert by themselves, such as an initializer, an assigned value or a result.
    /// </summary>
    private Value LowerInto(IOperation operation)
    {
        if (operation is IConversionOperation conversion && IsWidening(conversion))
            return LowerInto(conversion.Operand);
        if (IntOf(operation) is { } number)
            return new Value(Number(number));
        var value = Lower(operation);
        return operation.ConstantValue.HasValue && IsSmall(operation.Type!) ? value.As(Plain(value.Expression)) : value;
    }

    // C++ promotes small whole numbers to int by itself, as C# does.
    private Operand PromotedOperand(IOperation operation)
        => operation is IConversionOperation
            { Type.SpecialType: SpecialType.System_Int32, Operand: var small } conversion
            && IsWidening(conversion) && IsSmall(small.Type!)
            ? OperandOf(small)
            : OperandOf(operation);

    private static bool IsSmall(ITypeSymbol type)
        => type.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_UInt16;

    /// <summary>Whether overload resolution in C++ looks at the type of an argument for this parameter.</summary>
    private static bool ChoosesOverload(IParameterSymbol parameter)
    {
        var method = (IMethodSymbol)parameter.ContainingSymbol;
        if (method.MethodKind == MethodKind.Constructor)
            return false;

        return FrameworkTwins.Of(method) is not null
            || method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
                .Any(other => Rivals(method, other));
    }

    /// <summary>Whether C++ would choose between two functions by what is given for their values.</summary>
    private static bool Rivals(IMethodSymbol method, IMethodSymbol other)
    {
        method = method.OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(method, other) || method.Parameters.Length != other.Parameters.Length)
            return false;

        // A reference binds to its own type alone, and so decides before a value does.
        return !method.Parameters.Zip(other.Parameters, (mine, its) => (mine, its)).Any(
            pair => pair.mine.RefKind is RefKind.Ref or RefKind.Out && pair.its.Type is not ITypeParameterSymbol
                && !SymbolEqualityComparer.Default.Equals(pair.mine.Type, pair.its.Type));
    }
}
