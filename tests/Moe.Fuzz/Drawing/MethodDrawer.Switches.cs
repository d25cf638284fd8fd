using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private Code? SwitchExpression(IValueType type, int depth)
    {
        if (_isPure)
            return null;
        var subject = vocabulary.Structs.Count > 0 && draw.Chance(0.2) ? draw.OneOf(vocabulary.Structs) : SwitchedType();
        var arms = new List<string>();
        if (draw.Chance(0.3) || subject is StructType)
            arms.Add(NamingArm(subject, type, depth));
        var labels = subject is StructType ? [] : Labels(subject, draw.Between(1, 3));
        for (int i = 0; i < labels.Count; i++)
        {
            string pattern = subject is NumberType { Kind: NumberKind.Whole } number && i == labels.Count - 1 && draw.Chance(0.3)
                ? Range(number)
                : labels[i];
            arms.Add($"{pattern}{Guard(0.25)} => {Exactly(type, depth - 1).Text}");
        }

        if (subject is NumberType wide && draw.Chance(0.4))
        {
            for (int i = 0; i < 2; i++)
                arms.Add($"{WidePattern(wide)} when {Mostly()} => {Exactly(type, depth - 1).Text}");
        }

        if (draw.Chance(0.2))
            arms.Add(NamingArm(subject, type, depth));
        arms.Add(draw.Chance(0.8) ? $"_ => {Exactly(type, depth - 1).Text}" : Scope.Nested(() =>
        {
            string name = names.Fresh();
            Scope.Add(new Variable(name, subject));
            return $"var {name} => {Exactly(type, depth - 1).Text}";
        }));
        return new Code($"({Variable(subject, depth - 1).Text} switch {{ {string.Join(", ", arms)} }})");
    }

    // Without its guard it could match all that later arms ask for, which the compiler refuses.
    private string NamingArm(IValueType subject, IValueType type, int depth) => Scope.Nested(
        () => $"{NamingPattern(subject)} when {Condition()} => {Exactly(type, depth - 1).Text}");

    private IValueType SwitchedType()
        => vocabulary.Enums.Count > 0 && draw.Chance(0.3) ? draw.OneOf(vocabulary.Enums) : draw.OneOf(NumberTypes.Whole);

    // The kernel language has guards that are one expression.
    private string Guard(double share) => draw.Chance(share) ? $" when {Condition()}" : "";

    private string Condition() => Purely(() => Comparison(1) ?? Variable(NumberTypes.Bool, 1)).Text;

    private List<string> Labels(IValueType type, int count)
    {
        var labels = new HashSet<string>();
        for (int i = 0; i < count; i++)
        {
            labels.Add(type switch
            {
                EnumType named => $"{named.Name}.{named.Members[i % named.Members.Count]}",
                NumberType number when number == NumberTypes.Char => $"'{(char)('a' + i)}'",
                NumberType { IsSigned: true } when draw.Chance(0.3) => $"{-draw.Between(1, 3)}",
                _ => $"{draw.Between(0, 9)}",
            });
        }

        return [.. labels];
    }

    private string SwitchStatement(int depth)
    {
        bool hasPatterns = draw.Chance(0.5);
        var subject = hasPatterns && vocabulary.Structs.Count > 0 && draw.Chance(0.3)
            ? draw.OneOf(vocabulary.Structs)
            : SwitchedType();
        var labels = subject is StructType ? [] : Labels(subject, draw.Between(1, 4));
        string text = $"switch ({Variable(subject, depth - 1).Text})\n{{\n";
        int at = 0;
        while (at < labels.Count)
        {
            int together = Math.Min(draw.Between(1, 2), labels.Count - at);
            for (int i = 0; i < together; i++)
                text += $"case {labels[at++]}{(hasPatterns ? Guard(0.4) : "")}:\n";
            text += Section(depth);
        }

        if (hasPatterns && draw.Chance(0.4))
            text += Scope.Nested(() => $"case {NamingPattern(subject)} when {Condition()}:\n" + Section(depth));
        if (hasPatterns && subject is NumberType number)
        {
            for (int i = draw.Between(1, 2); i > 0; i--)
                text += $"case {WidePattern(number)} when {Mostly()}:\n" + Section(depth);
            text += $"case {Range(number)} when {Condition()}:\n" + Section(depth);
        }

        if (draw.Chance(0.7) || text.EndsWith("{\n", StringComparison.Ordinal))
            text += "default:\n" + Section(depth);
        return text + "}\n";
    }

    private string Section(int depth)
    {
        string body = Scope.Nested(
            () => WithFunctions(() => Statement(depth - 1) + (draw.Chance(0.3) ? Statement(depth - 1) : "")));
        string leave = _loops > 0 && draw.Chance(0.15) ? "continue;" : "break;";
        return $"{{ {body} }}\n{leave}\n";
    }
}
