using System.Globalization;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private static readonly double[] Fractions =
        [0, -0.0, 0.5, 1, -1, 1.5, 2.5, -2.75, 0.1, 100.25, 1e10, -3e9, 1e-40, 2147483648.0, 9223372036854775808.0];

    private Code Leaf(NumberType type) => FirstOf(
        type,
        (3, () => Literal(type)),
        (8, () => Stored(type)),
        (3, () => Element(type)),
        (2, () => FieldOf(type)),
        (1, () => Anchored(type)));

    private Code? Stored(IValueType type)
        => Scope.Of(type) is { Count: > 0 } variables && draw.OneOf(variables) is var chosen
            ? new Code(chosen.Text, chosen.IsConstant)
            : null;

    // Only what was asked of memory is a leaf: no index that does anything by itself.
    private Code? Element(NumberType type)
        => Scope.SpansOf(type) is { Count: > 0 } spans
            ? new Code($"{Span(draw.OneOf(spans), 0, out int length)}[{Index(length, 0)}]")
            : null;

    private Code? FieldOf(IValueType type)
    {
        var fields = Scope.Values()
            .Where(v => !v.IsConstant)
            .SelectMany(v => PartsOf(v.Type).Select(f => (v.Text, f.Name, f.Type)))
            .Where(f => f.Type.Equals(type)).ToList();
        return fields.Count > 0 && draw.OneOf(fields) is var field ? new Code($"{field.Text}.{field.Name}") : null;
    }

    /// <summary>A literal of exactly this type.</summary>
    private Code Literal(NumberType type) => type.Kind switch
    {
        NumberKind.Truth => new Code(draw.Chance(0.5) ? "true" : "false", IsConstant: true),
        NumberKind.Floating => new Code(FloatingLiteral(type), IsConstant: true),
        NumberKind.Stored => new Code($"(({type.Name}){FloatingLiteral(NumberTypes.Float)})"),
        _ when type == NumberTypes.Char && draw.Chance(0.5) => new Code($"'{(char)draw.Between('a', 'z')}'", IsConstant: true),
        _ when type.IsSmall => new Code($"(({type.Name})({WholeLiteral(type)}))", IsConstant: true),
        _ => new Code(WholeLiteral(type, Suffix(type)), IsConstant: true),
    };

    private static string Suffix(NumberType type)
        => type == NumberTypes.UInt ? "u" : type == NumberTypes.Long ? "L" : type == NumberTypes.ULong ? "UL" : "";

    /// <summary>An int literal where the type has room for it; that C# takes for a value of the type.</summary>
    private string WholeLiteral(NumberType type, string suffix = "")
    {
        int bits = Math.Min(type.Bytes * 8, 32) - 1;
        long most = type.IsSigned ? (1L << bits) - 1 : Math.Min((1L << (bits + 1)) - 1, int.MaxValue);
        long least = type.IsSigned ? -most : 0;
        long value = draw.Between(0, 5) switch
        {
            0 => most,
            1 => least,
            2 => draw.Between(0, 3),
            3 => 1L << draw.Between(0, bits - 1),
            _ => draw.Between((int)Math.Max(least, -100), (int)Math.Min(most, 127)),
        };
        return value < 0 ? $"({value}{suffix})" : $"{value}{suffix}";
    }

    private string FloatingLiteral(NumberType type)
    {
        string suffix = type == NumberTypes.Float ? "f" : "d";
        return draw.Between(0, 9) switch
        {
            0 => type.Name + "." + draw.OneOf("MaxValue", "MinValue", "Epsilon", "NaN", "PositiveInfinity", "NegativeInfinity"),
            1 => $"{draw.Between(-100, 100)}{suffix}" is var text && text[0] == '-' ? $"({text})" : text,
            _ => Fraction(draw.OneOf(Fractions), suffix),
        };
    }

    private static string Fraction(double value, string suffix)
    {
        string text = (suffix == "f" ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture)) + suffix;
        return text[0] == '-' ? $"({text})" : text;
    }
}
