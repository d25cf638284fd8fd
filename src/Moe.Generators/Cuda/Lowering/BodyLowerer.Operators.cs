using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;
using BinaryExpression = Moe.Generators.Cuda.Syntax.BinaryExpression;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerBinary(IBinaryOperation op)
    {
        if (op.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return LowerShortCircuit(op);
        if (op.OperatorMethod is not null)
            return LowerUserOperator(op);
        if (op.IsLifted || !IsScalar(op.LeftOperand.Type) || !IsScalar(op.RightOperand.Type))
            return Refuse(op, "an operator on operands that are not numbers", "Write a [Device] method.");
        if (op.IsChecked && !op.ConstantValue.HasValue && Wrapping(op.Type!, op.OperatorKind) is { } wrapping)
            return Refuse(DiagnosticDescriptors.CheckedArithmetic, op.Syntax, wrapping, _user);
        bool isComparison = IsComparison(op.OperatorKind);
        var value = LowerInOrder(
            OperandsOf(op),
            operands => IsHarmlessShift(op) ? PlainShift(operands[0], "<<", operands[1], op.Type!) : Combine(
                op.OperatorKind,
                isComparison ? operands[0] : AsNumber(operands[0], op.LeftOperand.Type!),
                isComparison ? operands[1] : AsNumber(operands[1], op.RightOperand.Type!),
                op.Type!, op.Syntax));

        // Enums of small numbers differ by a small number.
        return IsSmall(op.Type!) ? Cast(value, TypeOf(op.Type!)) : value;
    }

    private ImmutableArray<Operand> OperandsOf(IBinaryOperation op)
    {
        bool isShift = op.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift
            or BinaryOperatorKind.UnsignedRightShift;
        if (isShift)
            return [PromotedOperand(op.LeftOperand), PromotedOperand(op.RightOperand)];

        // A remainder of floating point is a call of an overloaded function.
        return op.OperatorKind == BinaryOperatorKind.Remainder && IsFloatingPoint(op.Type!)
            ? [OperandOf(op.LeftOperand), OperandOf(op.RightOperand)]
            : Widened(op.LeftOperand, op.RightOperand, ArithmeticType);
    }

    // An enum class of C++ has comparisons, but no arithmetic.
    private static CudaExpression AsNumber(CudaExpression value, ITypeSymbol type)
        => type is INamedTypeSymbol { EnumUnderlyingType: { } underlying }
            ? new CastExpression(TypeSpeller.BuiltIn(underlying.SpecialType)!, value)
            : value;

    /// <summary>An operator of C#'s on numbers, with C#'s meaning.</summary>
    private CudaExpression Combine(
        BinaryOperatorKind kind, CudaExpression left, CudaExpression right, ITypeSymbol type, SyntaxNode syntax)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
            return new CastExpression(TypeOf(type), Combine(kind, left, right, underlying, syntax));
        switch (kind)
        {
            case BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift:
                return Shift(kind, left, right, type);
            case BinaryOperatorKind.Remainder when type.SpecialType == SpecialType.System_Single:
                return new CallExpression(Name("fmodf"), [left, right]);
            case BinaryOperatorKind.Remainder when type.SpecialType == SpecialType.System_Double:
                return new CallExpression(Name("fmod"), [left, right]);
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply
                when UnsignedOf(type) is { } unsigned && IsUnchecked(syntax):
                return new CastExpression(
                    TypeOf(type),
                    new BinaryExpression(
                        AsUnsigned(left, unsigned), OperatorOf(kind), AsUnsigned(right, unsigned)));
            default:
                return new BinaryExpression(left, OperatorOf(kind), right);
        }
    }

    private Value LowerShortCircuit(IBinaryOperation op)
    {
        if (op.OperatorMethod is not null || op.IsLifted)
            return Refuse(op, "an operator of a type's own", "Write a [Device] method.");
        bool isAnd = op.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        var left = Lower(op.LeftOperand);
        var (right, statements) = Capture(() => Lower(op.RightOperand));
        var total = left.Total.And(right.Total);
        if (statements.IsEmpty)
        {
            var both = isAnd
                ? Both(left.Expression, right.Expression)
                : new BinaryExpression(left.Expression, "||", right.Expression);
            return new Value(both, left.Effects.And(right.Effects), total);
        }

        var kept = Name(_unit.Fresh("kept"));
        Declare("bool", kept.Text, left.Expression);
        Emit(new IfStatement(
            isAnd ? kept : Not(kept),
            new BlockStatement(statements.Add(new ExpressionStatement(Assign(kept, right.Expression)))),
            null));
        return new Value(kept, Effects.None, total);
    }

    // The prelude gives its types the operators that they have in C#; a record struct has ==.
    private Value LowerUserOperator(IBinaryOperation op)
    {
        var type = op.OperatorMethod!.ContainingType;
        bool isEquality = op.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        bool isKnown = type.Has(KnownNames.IntrinsicAttribute) || type.Is(KnownNames.Half)
            || isEquality && type.IsRecord && type.IsDeviceStruct() && RecordEquality.Exists(type);
        if (!isKnown || op.IsLifted || OperatorText(op.OperatorKind) is not { } text)
            return Refuse(op, $"the operator '{op.OperatorMethod.Display()}'", "Write a [Device] method.");
        bool isNegated = op.OperatorKind == BinaryOperatorKind.NotEquals && type.IsRecord;
        return LowerInOrder([OperandOf(op.LeftOperand), OperandOf(op.RightOperand)], operands =>
            isNegated
                ? Not(new BinaryExpression(operands[0], "==", operands[1]))
                : new BinaryExpression(operands[0], text, operands[1]));
    }

    private Value LowerUnary(IUnaryOperation op)
    {
        if (op is { OperatorKind: UnaryOperatorKind.Minus, IsLifted: false } && op.Operand.Type.Is(KnownNames.Half))
        {
            var half = Lower(op.Operand);
            return half.As(new UnaryExpression("-", half.Expression));
        }

        if (op.OperatorMethod is not null || op.IsLifted || !IsScalar(op.Operand.Type))
            return Refuse(op, "an operator on an operand that is not a number", "Write a [Device] method.");
        bool isPromoted = op.OperatorKind is UnaryOperatorKind.Minus or UnaryOperatorKind.BitwiseNegation;
        var value = (isPromoted ? PromotedOperand(op.Operand) : OperandOf(op.Operand)).Lower();
        var operand = value.Expression;
        return value.As(op.OperatorKind switch
        {
            UnaryOperatorKind.Not => Not(operand),
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus when IsUnchecked(op.Syntax) && UnsignedOf(op.Type!) is not null =>
                Combine(BinaryOperatorKind.Subtract, Number(0), operand, op.Type!, op.Syntax),
            UnaryOperatorKind.Minus => new UnaryExpression("-", operand),
            UnaryOperatorKind.BitwiseNegation when op.Type!.TypeKind == TypeKind.Enum =>
                new CastExpression(TypeOf(op.Type), new UnaryExpression("~", AsNumber(operand, op.Type))),
            UnaryOperatorKind.BitwiseNegation => new UnaryExpression("~", operand),
            _ => Refuse(op, "this operator", "Write a [Device] method.").Expression,
        });
    }

    private static bool IsScalar(ITypeSymbol? type)
        => type is not null && (type.TypeKind == TypeKind.Enum || TypeSpeller.BuiltIn(type.SpecialType) is not null);

    private static bool IsComparison(BinaryOperatorKind kind)
        => kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan
            or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
            or BinaryOperatorKind.GreaterThanOrEqual;

    /// <summary>What may wrap on a GPU where C# in a checked context throws; null where nothing does.</summary>
    private static string? Wrapping(ITypeSymbol type, BinaryOperatorKind kind)
    {
        var number = (type as INamedTypeSymbol)?.EnumUnderlyingType ?? type;
        if (kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply)
            return IsUnsigned(number) ? "unsigned arithmetic" : IsSmall(number) ? "arithmetic of 8 or 16 bits" : null;

        // These are computed as int, and cut; of unsigned numbers some cannot be too large.
        bool isCut = kind switch
        {
            BinaryOperatorKind.LeftShift => IsSmall(number),
            BinaryOperatorKind.Divide or BinaryOperatorKind.UnsignedRightShift
                => number.SpecialType is SpecialType.System_SByte or SpecialType.System_Int16,
            _ => false,
        };
        return isCut ? "arithmetic of 8 or 16 bits" : null;
    }

    private static bool IsUnsigned(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_UInt32 or SpecialType.System_UInt64;

    private static string? UnsignedOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => "unsigned int",
        SpecialType.System_Int64 => "unsigned long long",
        _ => null,
    };

    private static bool IsUnchecked(SyntaxNode syntax) => WrittenCheck(syntax) == false;

    private bool IsChecked(SyntaxNode syntax)
        => WrittenCheck(syntax) ?? ((CSharpCompilationOptions)_unit.Compilation.Options).CheckOverflow;

    // Some operations do not say whether they are checked, and none whether that was written or is merely the default, so
    // the syntax is asked.
    private static bool? WrittenCheck(SyntaxNode syntax) => syntax.AncestorsAndSelf()
        .FirstOrDefault(node => node is CheckedExpressionSyntax or CheckedStatementSyntax)
        ?.Kind() switch
    {
        SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement => true,
        null => null,
        _ => false,
    };

    private static string OperatorOf(BinaryOperatorKind kind)
        => OperatorText(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind));

    private static string? OperatorText(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };
}
