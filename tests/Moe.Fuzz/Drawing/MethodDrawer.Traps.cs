using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>Expressions in which what is out of its place shows; chance alone would seldom draw them.</summary>
internal sealed partial class MethodDrawer
{
    /// <summary>Device functions that <see cref="AroundWrite"/> calls.</summary>
    public const string TrapMembers = """
        [Device] static int Put(Span<int> span, int index, int value) => span[index] = value;
        [Device] static int Order(int a, int b, int c) => unchecked(a * 31 + b * 7 + c);

        """;

    // A right side that is a statement of its own in CUDA.
    private Code? ConditionalAssignment(int depth)
    {
        var type = draw.OneOf(NumberTypes.Int, NumberTypes.Long, NumberTypes.UInt);
        string left = Variable(NumberTypes.Bool, 0).Text;
        if (Assignment(type, depth) is not { } assigned)
            return null;
        string right = $"{assigned.Text} {draw.OneOf(Relations)} {Variable(type, 0).Text}";
        return new Code($"({left} {draw.OneOf("&&", "||")} ({right}))");
    }

    // Arguments that read the element which the one between them writes; a kernel's threads would race for it.
    private Code? AroundWrite()
    {
        var spans = Scope.SpansOf(NumberTypes.Int).Where(s => s.IsAssignable).ToList();
        if (_isPure || isUnfailing || spans.Count == 0)
            return null;
        var span = draw.OneOf(spans);
        int index = draw.Between(0, span.Length - 1);
        string element = $"{span.Text}[{index}]";
        return new Code($"Order({element}, Put({span.Text}, {index}, {Variable(NumberTypes.Int, 0).Text}), {element})");
    }

    // Records that are made alike, often with what is no number in them.
    private Code? EqualRecords(int depth)
    {
        var types = vocabulary.Structs.Where(s => s.HasEquality).ToList();
        if (types.Count == 0)
            return null;
        var type = draw.OneOf(types);
        string values = Purely(() => string.Join(", ", type.Constructor!.Select(p => Field(p, depth))));
        string made = $"new {type.Name}({values})";
        return new Code($"({made} {draw.OneOf("==", "!=")} {made})");
    }

    private string Field(IValueType type, int depth)
        => type is NumberType { Kind: NumberKind.Floating } && draw.Chance(0.5)
            ? $"{type.Name}.{draw.OneOf("NaN", "NaN", "NegativeZero")}"
            : Into(type, depth - 1).Text;

    /// <summary>A condition that holds for most values, so that a guard seldom decides.</summary>
    private string Mostly() => $"{Anchored(NumberTypes.Int).Text} > -1000000";

    /// <summary>A pattern that takes most values, so that several of them overlap.</summary>
    private string WidePattern(NumberType type)
        => type == NumberTypes.Char ? draw.OneOf(">= 'b'", "<= 'y'")
            : type.IsSigned ? draw.OneOf("> -20", "< 90", ">= -3", "<= 60")
            : draw.OneOf(">= 2", "< 90", "<= 60");
}
