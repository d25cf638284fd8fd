using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private Code EnumValue(EnumType type, int depth) => FirstOf(
        type,
        (6, () => new Code($"{type.Name}.{draw.OneOf(type.Members)}", IsConstant: true)),
        (8, () => Stored(type)),
        (3, () => FieldOf(type)),
        (depth > 0 ? 4 : 0, () => new Code($"(({type.Name}){Variable(draw.OneOf(NumberTypes.Whole), depth - 1).Text})")),
        (depth > 0 ? 4 : 0, () => new Code($"({Variable(type, depth - 1).Text} {draw.OneOf("|", "&", "^")} {Exactly(type, depth - 1).Text})")),
        (depth > 0 && !isUnfailing ? 3 : 0, () => new Code(
            $"({Variable(type, depth - 1).Text} {draw.OneOf("+", "-")} {Variable(type.Underlying, depth - 1).Text})")),
        (depth > 0 ? 2 : 0, () => new Code($"(~{Variable(type, depth - 1).Text})")),
        (depth > 0 ? 2 : 0, () => Conditional(type, depth)),
        (depth > 0 ? 2 : 0, () => SwitchExpression(type, depth)),
        (depth > 0 ? 2 : 0, () => Assignment(type, depth)),
        (depth > 0 ? 3 : 0, () => Call(type, depth)));

    private Code StructValue(StructType type, int depth) => FirstOf(
        type,
        (8, () => Stored(type)),
        (2, () => FieldOf(type)),
        (1, () => new Code($"default({type.Name})")),
        (type.Constructor is not null && depth > 0 ? 6 : 0, () => new Code($"new {type.Name}{Arguments(type, depth)}")),
        (!_isPure && depth > 0 ? 3 : 0, () => new Code($"new {type.Name}{Arguments(type, depth)} {{ {Initializers(type, depth)} }}")),
        (!_isPure && depth > 0 ? 3 : 0, () => new Code($"({Variable(type, depth - 1).Text} with {{ {Initializers(type, depth)} }})")),
        (depth > 0 ? 2 : 0, () => Conditional(type, depth)),
        (depth > 0 ? 1 : 0, () => SwitchExpression(type, depth)),
        (depth > 0 ? 1 : 0, () => Assignment(type, depth)),
        (depth > 0 ? 3 : 0, () => Call(type, depth)));

    private string Arguments(StructType type, int depth)
        => type.Constructor is { } parameters
            ? $"({string.Join(", ", parameters.Select(p => Into(p, depth - 1).Text))})"
            : "";

    private string Initializers(StructType type, int depth)
    {
        var chosen = type.Fields.Where(_ => draw.Chance(0.6));
        return string.Join(", ", chosen.Select(f => $"{f.Name} = {Into(f.Type, depth - 1).Text}"));
    }
}
