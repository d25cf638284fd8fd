using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private Code TupleValue(TupleType type, int depth) => FirstOf(
        type,
        (8, () => Stored(type)),
        (2, () => FieldOf(type)),
        (1, () => new Code($"default({type.Name})")),
        (depth > 0 ? 8 : 0, () => new Code($"({string.Join(", ", type.Elements.Select(e => Exactly(e, depth - 1).Text))})")),
        (!_isPure && depth > 0 ? 1 : 0, () => new Code(
            $"({Variable(type, depth - 1).Text} with {{ Item1 = {Into(type.Elements[0], depth - 1).Text} }})")),
        (depth > 0 ? 2 : 0, () => Conditional(type, depth)),
        (depth > 0 ? 1 : 0, () => SwitchExpression(type, depth)),
        (depth > 0 ? 1 : 0, () => Assignment(type, depth)),
        (depth > 0 ? 3 : 0, () => Call(type, depth)));

    /// <summary>What a value has: the fields of a struct, the elements of a tuple.</summary>
    private static IEnumerable<(string Name, IValueType Type)> PartsOf(IValueType type) => type switch
    {
        StructType structure => structure.Fields,
        TupleType tuple => tuple.Elements.Select((element, i) => ($"Item{i + 1}", element)),
        _ => [],
    };

    private Code? TupleEquality(int depth)
    {
        var types = vocabulary.Tuples.Where(t => t.HasEquality).ToList();
        string op = draw.OneOf("==", "!=");
        if (types.Count > 0 && draw.Chance(0.6) && draw.OneOf(types) is var type)
            return new Code($"({Exactly(type, depth - 1).Text} {op} {Exactly(type, depth - 1).Text})");
        var first = draw.OneOf(NumberTypes.Countable);
        var second = draw.OneOf(NumberTypes.Countable);
        return new Code($"(({Variable(first, depth - 1).Text}, {Variable(second, depth - 1).Text}) {op} "
            + $"({Variable(first, depth - 1).Text}, {Variable(second, depth - 1).Text}))");
    }

    /// <summary>Several assignments at once: the targets are found first, then all values are evaluated.</summary>
    private string Deconstruction()
    {
        if (draw.Chance(0.4))
            return TakenApart();
        var targets = new List<string>();
        var values = new List<string>();
        for (int i = draw.Between(2, 3); i > 0; i--)
        {
            var type = vocabulary.AnyType(draw);
            if (Place(type, 2) is not { } place)
                return Declaration();
            targets.Add(draw.Chance(0.1) ? "_" : place);
            values.Add(Exactly(type, 2).Text);
        }

        return $"({string.Join(", ", targets)}) = ({string.Join(", ", values)});\n";
    }

    // New variables of a tuple's or record's parts.
    private string TakenApart()
    {
        var types = vocabulary.Tuples
            .Concat<IValueType>(vocabulary.Structs.Where(s => s is { IsRecord: true, Fields.Count: > 1 })).ToList();
        if (types.Count == 0)
            return Declaration();
        var type = draw.OneOf(types);
        string value = Exactly(type, Depth).Text;
        if (value.StartsWith("default", StringComparison.Ordinal))
            value = $"({value})";
        bool isInferred = draw.Chance(0.5);
        var parts = new List<string>();
        foreach (var (_, part) in PartsOf(type))
        {
            if (draw.Chance(0.2))
            {
                parts.Add("_");
                continue;
            }

            string name = names.Fresh();
            Scope.Add(new Variable(name, part));
            parts.Add(isInferred ? name : $"{draw.OneOf("var", part.Name)} {name}");
        }

        return parts.TrueForAll(p => p == "_") ? Declaration()
            : $"{(isInferred ? "var " : "")}({string.Join(", ", parts)}) = {value};\n";
    }
}
