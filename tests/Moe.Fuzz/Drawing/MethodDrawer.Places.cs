using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private static readonly string[] WholeCompounds = ["+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", ">>>=", "/=", "%="];

    /// <summary>What can be assigned, or referred to, as a record's properties cannot; null where there is none.</summary>
    private string? Place(IValueType type, int depth, bool isReferred = false)
    {
        var variables = Scope.Of(type).Where(v => v.IsAssignable).Select(v => v.Text).ToList();
        var fields = Scope.Values()
            .Where(v => v.IsAssignable && !(v.Type is StructType { IsRecord: true } && isReferred))
            .SelectMany(v => PartsOf(v.Type).Select(f => (v.Text, f.Name, f.Type)))
            .Where(f => f.Type.Equals(type)).Select(f => $"{f.Text}.{f.Name}").ToList();
        var spans = Scope.SpansOf(type).Where(s => s.IsAssignable).ToList();
        for (int i = 0; i < 4; i++)
        {
            switch (draw.Between(0, 2))
            {
                case 0 when variables.Count > 0:
                    return draw.OneOf(variables);
                case 1 when fields.Count > 0:
                    return draw.OneOf(fields);
                case 2 when spans.Count > 0:
                    string span = Span(draw.OneOf(spans), depth, out int length);
                    return $"{span}[{Index(length, depth)}]";
            }
        }

        return null;
    }

    /// <summary>A span, or a slice of it.</summary>
    private string Span(Variable span, int depth, out int length)
    {
        length = span.Length;
        if (depth <= 0 || length < 4 || draw.Chance(0.85))
            return span.Text;
        if (draw.Chance(0.5))
        {
            int start = draw.Between(0, length - 1);
            length -= start;
            return $"{span.Text}.Slice({start})";
        }

        length -= 2;
        return $"{span.Text}.Slice({Variable(NumberTypes.Int, depth - 1).Text} & 1, {length})";
    }

    /// <summary>An index in [0, length).</summary>
    private string Index(int length, int depth)
    {
        if (depth <= 0 && draw.Chance(0.6))
            return $"{draw.Between(0, length - 1)}";
        int mask = 1;
        while (mask * 2 + 1 < length)
            mask = mask * 2 + 1;
        return length == 1 ? "0" : $"{Variable(NumberTypes.Int, depth - 1).Text} & {mask}";
    }

    private Code? Assignment(IValueType type, int depth)
        => _isPure || Place(type, depth - 1) is not { } place ? null : new Code($"({Assign(place, type, depth - 1)})");

    /// <summary>An assignment, simple or compound, without parentheses.</summary>
    private string Assign(string place, IValueType type, int depth)
    {
        if (draw.Chance(0.4))
            return $"{place} = {Into(type, depth).Text}";
        switch (type)
        {
            case NumberType { Kind: NumberKind.Truth } or EnumType:
                return $"{place} {draw.OneOf("&=", "|=", "^=")} {Exactly(type, depth).Text}";
            case NumberType { Kind: NumberKind.Floating } number:
                return $"{place} {draw.OneOf("+=", "-=", "*=", "/=", "%=")} {Into(number, depth).Text}";
            case NumberType { Kind: NumberKind.Whole } number:
                string op = draw.OneOf(WholeCompounds);
                string value = op switch
                {
                    "<<=" or ">>=" or ">>>=" => Into(NumberTypes.Int, depth).Text,
                    "/=" or "%=" => VariableDivisor(number, depth).Text,
                    _ => Into(number, depth).Text,
                };
                return $"{place} {op} {value}";
            default:
                return $"{place} = {Into(type, depth).Text}";
        }
    }

    private Code? Increment(NumberType type, int depth)
    {
        if (_isPure || Place(type, depth - 1) is not { } place)
            return null;
        return new Code(draw.Between(0, 3) switch
        {
            0 => $"({place}++)",
            1 => $"({place}--)",
            2 => $"(++{place})",
            _ => $"(--{place})",
        });
    }
}
