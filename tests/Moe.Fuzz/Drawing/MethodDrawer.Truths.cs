using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private static readonly string[] Relations = ["<", "<=", ">", ">=", "==", "!="];

    private Code Truth(int depth) => FirstOf(
        NumberTypes.Bool,
        (20, () => Comparison(depth)),
        (8, () => new Code($"({Variable(NumberTypes.Bool, depth - 1).Text} {draw.OneOf("&&", "||")} {Variable(NumberTypes.Bool, depth - 1).Text})")),
        (4, () => new Code($"({Variable(NumberTypes.Bool, depth - 1).Text} {draw.OneOf("&", "|", "^", "==", "!=")} {Variable(NumberTypes.Bool, depth - 1).Text})")),
        (4, () => new Code($"(!{Variable(NumberTypes.Bool, depth - 1).Text})")),
        (_isPure ? 0 : 6, () => IsPattern(depth)),
        (6, () => NamedTest(depth)),
        (3, () => Classification(depth)),
        (3, () => EnumComparison(depth)),
        (_isPure ? 0 : 3, () => Equality(depth)),
        (!_isPure && vocabulary.Structs.Exists(s => s.HasEquality) ? 25 : 0, () => EqualRecords(depth)),
        (_isPure ? 0 : 4, () => ConditionalAssignment(depth)),
        (_isPure ? 0 : 3, () => TupleEquality(depth)),
        (2, () => Conditional(NumberTypes.Bool, depth)),
        (2, () => SwitchExpression(NumberTypes.Bool, depth)),
        (3, () => Assignment(NumberTypes.Bool, depth)),
        (4, () => Call(NumberTypes.Bool, depth)),
        (1, () => Scope.Spans() is { Count: > 0 } spans ? new Code($"{draw.OneOf(spans).Text}.IsEmpty") : null),
        (5, () => Leaf(NumberTypes.Bool)));

    private Code? Comparison(int depth)
    {
        var (left, right) = (Vocabulary.AnyNumber(draw), Vocabulary.AnyNumber(draw));
        if (NumberTypes.Promoted(left, right) is null)
            right = left;
        if (NumberTypes.Promoted(left, right) is null)
            return null;
        return new Code($"({Variable(left, depth - 1).Text} {draw.OneOf(Relations)} {Exactly(right, depth - 1).Text})");
    }

    private Code? Classification(int depth)
    {
        var type = draw.OneOf(NumberTypes.Float, NumberTypes.Double);
        return new Code($"{type.Name}.{draw.OneOf("IsNaN", "IsInfinity", "IsFinite")}({Variable(type, depth - 1).Text})");
    }

    private Code? EnumComparison(int depth)
    {
        if (vocabulary.Enums.Count == 0)
            return null;
        var type = draw.OneOf(vocabulary.Enums);
        return new Code($"({Variable(type, depth - 1).Text} {draw.OneOf(Relations)} {Exactly(type, depth - 1).Text})");
    }

    private Code? Equality(int depth)
    {
        var types = vocabulary.Structs.Where(s => s.HasEquality).ToList();
        if (types.Count == 0)
            return null;
        var type = draw.OneOf(types);
        return new Code($"({Exactly(type, depth - 1).Text} {draw.OneOf("==", "!=")} {Exactly(type, depth - 1).Text})");
    }

    private Code? IsPattern(int depth)
    {
        var type = vocabulary.AnyType(draw);
        return type is NumberType { Kind: NumberKind.Stored }
            ? null
            : new Code($"({Variable(type, depth - 1).Text} is {Pattern(type, 2)})");
    }

    /// <summary>A test that names what it finds, and a condition on that.</summary>
    private Code? NamedTest(int depth)
    {
        // A guard has room for names of a whole number only.
        var type = _isPure ? Vocabulary.AnyNumber(draw) : vocabulary.AnyType(draw);
        string value = Variable(type, depth - 1).Text;
        return Scope.Nested(() =>
            new Code($"({value} is {NamingPattern(type)} && {Variable(NumberTypes.Bool, depth - 1).Text})"));
    }

    /// <summary>A pattern that names the value or parts of it; the names are in scope behind it.</summary>
    private string NamingPattern(IValueType type)
    {
        if (type is TupleType || type is StructType && draw.Chance(0.7))
            return NamingParts(type);
        string test = type is NumberType { Kind: NumberKind.Stored } || draw.Chance(0.4) ? "" : Pattern(type, 1) + " and ";
        string name = names.Fresh();
        Scope.Add(new Variable(name, type));
        return test + draw.OneOf("var", "var", type.Name) + " " + name;
    }

    private string NamingParts(IValueType type)
    {
        bool isPositional = type is TupleType || type is StructType { IsRecord: true, Fields.Count: > 1 } && draw.Chance(0.5);
        var parts = new List<string>();
        foreach (var (name, part) in PartsOf(type))
        {
            string pattern = draw.Between(0, 3) switch
            {
                0 => "_",
                1 when part is not NumberType { Kind: NumberKind.Stored } => Pattern(part, 1),
                _ => NamingPattern(part),
            };
            parts.Add(isPositional ? pattern : $"{name}: {pattern}");
        }

        string whole = "";
        if (draw.Chance(0.3))
        {
            whole = names.Fresh();
            Scope.Add(new Variable(whole, type));
        }

        string tests = string.Join(", ", parts);
        return $"{(isPositional ? $"({tests})" : $"{{ {tests} }}")} {whole}".TrimEnd();
    }

    private string Pattern(IValueType type, int depth)
    {
        if (type is StructType structure)
            return PropertyPattern(structure, depth);
        if (type is TupleType tuple)
        {
            return $"({string.Join(", ", tuple.Elements.Select(e =>
                e is NumberType { Kind: NumberKind.Stored } || draw.Chance(0.3) ? "_" : Pattern(e, Math.Max(depth - 1, 0))))})";
        }

        if (depth == 0 || NumberTypes.Bool.Equals(type) || draw.Chance(0.3))
            return PatternConstant(type);
        bool isOrdered = type is NumberType;
        return draw.Between(0, 4) switch
        {
            0 => $"not {PatternConstant(type)}",
            1 => $"({PatternConstant(type)} or {Pattern(type, depth - 1)})",
            2 when isOrdered => Range((NumberType)type),
            3 when isOrdered => $"{draw.OneOf("<", "<=", ">", ">=")} {Bound((NumberType)type)}",
            _ => $"(not {PatternConstant(type)} and {(draw.Chance(0.5) ? "_" : "not " + PatternConstant(type))})",
        };
    }

    private string PropertyPattern(StructType type, int depth)
    {
        var tests = type.Fields
            .Where(f => f.Type is not NumberType { Kind: NumberKind.Stored } && draw.Chance(0.7))
            .Select(f => $"{f.Name}: {Pattern(f.Type, Math.Max(depth - 1, 0))}");
        return $"{{ {string.Join(", ", tests)} }}";
    }

    // Bounds that leave room between them, for the compiler refuses a pattern that nothing matches.
    private string Range(NumberType type)
    {
        if (type == NumberTypes.Char)
            return $"(>= 'b' and {draw.OneOf("<", "<=")} 'y')";
        int low = type.IsSigned ? draw.Between(-100, -10) : draw.Between(1, 20);
        return $"(> {low} and {draw.OneOf("<", "<=")} {draw.Between(30, 120)})";
    }

    private string Bound(NumberType type) => type == NumberTypes.Char ? $"'{(char)draw.Between('a', 'f')}'" : $"{(type.IsSigned ? draw.Between(-100, 100) : draw.Between(1, 100))}";

    private string PatternConstant(IValueType type) => type switch
    {
        EnumType named => $"{named.Name}.{draw.OneOf(named.Members)}",
        NumberType { Kind: NumberKind.Truth } => draw.Chance(0.5) ? "true" : "false",
        NumberType { Kind: NumberKind.Floating } number => FloatingLiteral(number).Trim('(', ')'),
        NumberType number => draw.Chance(0.3) ? $"{number.Name}.{draw.OneOf("MinValue", "MaxValue")}" : Bound(number),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
