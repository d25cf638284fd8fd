using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private Code Number(NumberType type, int depth)
    {
        bool computes = type.Kind != NumberKind.Stored && !type.IsSmall;
        return FirstOf(
            type,
            (computes ? 30 : 0, () => Arithmetic(type, depth)),
            (computes ? 8 : 0, () => Unary(type, depth)),
            (computes && type.Kind == NumberKind.Whole ? 10 : 0, () => Shift(type, depth)),
            (computes ? 7 : 0, () => FrameworkCall(type, depth)),
            (computes ? 12 : 30, () => Cast(type, depth)),
            (6, () => Conditional(type, depth)),
            (5, () => SwitchExpression(type, depth)),
            (9, () => Assignment(type, depth)),
            (type.Kind == NumberKind.Stored ? 0 : 8, () => Increment(type, depth)),
            (9, () => Call(type, depth)),
            (3, () => Unchecked(type, depth)),
            (2, () => new Code($"default({type.Name})", type.Kind != NumberKind.Stored)),
            (type.Kind == NumberKind.Stored ? 5 : 0, () => FromBits(type)),
            (type == NumberTypes.Int ? 2 : 0, () => Length()),
            (type == NumberTypes.Int ? 3 : 0, () => AroundWrite()),
            (type.Kind == NumberKind.Whole && !isUnfailing ? 4 : 0, () => EnumDifference(type, depth)),
            (8, () => Element(type)),
            (8, () => Leaf(type)));
    }

    private Code? Arithmetic(NumberType type, int depth)
    {
        var (leftType, rightType) = Operands(type);
        bool isWhole = type.Kind == NumberKind.Whole;
        string op = isWhole
            ? draw.OneOf("+", "-", "*", "+", "-", "*", "/", "%", "&", "|", "^")
            : draw.OneOf("+", "-", "*", "/", "%");
        var left = Exactly(leftType, depth - 1);
        var right = isWhole && op is "/" or "%" ? Divisor(rightType, depth - 1) : Exactly(rightType, depth - 1);

        // The compiler refuses an overflow that it sees, and takes a constant int for a uint where it can.
        if (left.IsConstant && (right.IsConstant || leftType != type))
            left = Variable(leftType, depth - 1);
        if (right.IsConstant && rightType != type)
            right = isWhole && op is "/" or "%" ? VariableDivisor(rightType, depth - 1) : Variable(rightType, depth - 1);
        return new Code($"({left.Text} {op} {right.Text})");
    }

    private (NumberType Left, NumberType Right) Operands(NumberType type)
    {
        for (int i = 0; i < 12; i++)
        {
            var (left, right) = (draw.OneOf(NumberTypes.Countable), draw.OneOf(NumberTypes.Countable));
            if (draw.Chance(0.5))
                left = type;
            if (NumberTypes.Promoted(left, right) == type)
                return (left, right);
        }

        return (type, type);
    }

    private Code Divisor(NumberType type, int depth) => draw.Between(isUnfailing ? 1 : 0, 24) switch
    {
        0 => Variable(type, depth),
        < 10 when !type.IsSmall => new Code($"{draw.Between(2, 100)}{Suffix(type)}", IsConstant: true),
        < 14 when !type.IsSmall && type.IsSigned => new Code($"(-{draw.Between(2, 100)}{Suffix(type)})", IsConstant: true),
        _ => VariableDivisor(type, depth),
    };

    private Code VariableDivisor(NumberType type, int depth)
    {
        string seven = $"({Variable(NumberTypes.Int, depth).Text} & 7)";
        return new Code(type.IsSigned && draw.Chance(0.4)
            ? $"(({type.Name})({seven} - 9))"
            : $"(({type.Name})({seven} + 1))");
    }

    private Code? Unary(NumberType type, int depth)
    {
        string op = type.Kind == NumberKind.Whole ? draw.OneOf("-", "~", "+", "-", "~") : draw.OneOf("-", "-", "+");
        var operand = type;
        if (draw.Chance(0.5))
            operand = draw.OneOf(NumberTypes.Countable);
        var promoted = NumberTypes.Promoted(operand, NumberTypes.Int);
        promoted = operand == NumberTypes.UInt || operand == NumberTypes.ULong ? operand : promoted;
        if (op == "-" && operand == NumberTypes.UInt)
            promoted = NumberTypes.Long;
        return promoted != type || op == "-" && operand == NumberTypes.ULong
            ? null
            : new Code($"({op}{Variable(operand, depth - 1).Text})");
    }

    private Code? Shift(NumberType type, int depth)
    {
        var left = type == NumberTypes.Int ? draw.OneOf(NumberTypes.Whole) : type;
        if (left != type && !(left.IsSmall && type == NumberTypes.Int))
            left = type;
        var value = Exactly(left, depth - 1);
        var count = draw.Chance(0.3)
            ? new Code($"{draw.OneOf(0, 1, 3, 7, 15, 31, 32, 33, 63, 64, 100)}", IsConstant: true)
            : Exactly(draw.OneOf(NumberTypes.Int, NumberTypes.Int, draw.OneOf(NumberTypes.Whole.Where(t => t.IsSmall).ToList())), depth - 1);
        return new Code($"({value.Text} {draw.OneOf("<<", ">>", ">>>")} {count.Text})", value.IsConstant && count.IsConstant);
    }

    private Code? Cast(NumberType type, int depth)
    {
        if (vocabulary.Enums.Count > 0 && type.Kind == NumberKind.Whole && draw.Chance(0.15))
            return new Code($"(({type.Name}){Variable(draw.OneOf(vocabulary.Enums), depth - 1).Text})");
        var from = draw.OneOf(NumberTypes.Countable);
        string value = Variable(from, depth - 1).Text;
        bool goesByFloat = from != type && (from.Kind, type.Kind) is (NumberKind.Stored, NumberKind.Stored);
        return new Code(goesByFloat ? $"(({type.Name})(float){value})" : $"(({type.Name}){value})");
    }

    private Code? EnumDifference(NumberType type, int depth)
        => vocabulary.Enums.Find(e => e.Underlying == type) is { } named
            ? new Code($"({Variable(named, depth - 1).Text} - {Variable(named, depth - 1).Text})")
            : null;

    private Code? Conditional(IValueType type, int depth)
        => new Code($"({Variable(NumberTypes.Bool, depth - 1).Text} ? {Exactly(type, depth - 1).Text} : {Exactly(type, depth - 1).Text})");

    private Code Unchecked(IValueType type, int depth)
        => new($"unchecked({Variable(type, depth - 1).Text})");

    private Code? FromBits(NumberType type)
    {
        var bits = NumberTypes.All.First(t => t.Kind == NumberKind.Whole && !t.IsSigned && t.Bytes == type.Bytes && t != NumberTypes.Char);
        string value = Variable(bits, 0).Text;
        return new Code(type.Name == "Half" ? $"BitConverter.UInt16BitsToHalf({value})" : $"{type.Name}.FromBits({value})");
    }

    private Code? Length()
        => Scope.Spans() is { Count: > 0 } spans ? new Code($"{draw.OneOf(spans).Text}.Length") : null;

    private Code? FrameworkCall(NumberType type, int depth)
    {
        string same = type == NumberTypes.Float ? "MathF" : "Math";
        if (draw.Chance(0.5))
        {
            string math = draw.Chance(0.5) || type.IsSmall ? "Math" : same;

            // With a constant of -0 the runtime's optimized code gives 0.
            var other = type.Kind == NumberKind.Floating ? Variable(type, depth - 1) : Exactly(type, depth - 1);
            return new Code($"{math}.{draw.OneOf("Min", "Max")}({Variable(type, depth - 1).Text}, {other.Text})");
        }

        if (type.Kind == NumberKind.Floating)
        {
            string name = draw.OneOf("Abs", "Sqrt", "Floor", "Ceiling", "Truncate", "FusedMultiplyAdd");
            string more = name == "FusedMultiplyAdd" ? $", {Exactly(type, depth - 1).Text}, {Exactly(type, depth - 1).Text}" : "";
            return new Code($"{same}.{name}({Variable(type, depth - 1).Text}{more})");
        }

        if (type == NumberTypes.UInt || type == NumberTypes.ULong)
            return new Code($"BitOperations.{draw.OneOf("RotateLeft", "RotateRight")}({Variable(type, depth - 1).Text}, {Exactly(NumberTypes.Int, depth - 1).Text})");
        if (type == NumberTypes.Long)
            return isUnfailing ? Exactly(type, depth - 1) : new Code($"Math.Abs({Variable(type, depth - 1).Text})");
        var unsigned = draw.OneOf(NumberTypes.UInt, NumberTypes.ULong);
        return draw.Between(isUnfailing ? 1 : 0, 4) switch
        {
            0 => new Code($"Math.Abs({Variable(type, depth - 1).Text})"),
            1 => new Code($"BitOperations.TrailingZeroCount({Variable(draw.OneOf(NumberTypes.Int, NumberTypes.Long, unsigned), depth - 1).Text})"),
            2 => FloatBits(),
            _ => new Code($"BitOperations.{draw.OneOf("PopCount", "LeadingZeroCount")}({Variable(unsigned, depth - 1).Text})"),
        };
    }

    // Which NaN it is says nothing.
    private Code FloatBits()
    {
        string value = Anchored(NumberTypes.Float).Text;
        return new Code($"BitConverter.SingleToInt32Bits(float.IsNaN({value}) ? 0f : {value})");
    }
}
