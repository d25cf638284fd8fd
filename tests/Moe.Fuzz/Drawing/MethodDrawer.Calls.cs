using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private Code? Call(IValueType type, int depth)
    {
        if (_isPure)
            return null;
        var functions = Functions().Where(f => type.Equals(f.Result)).ToList();
        var members = Members().Where(m => type.Equals(m.Function.Result)).ToList();
        int chosen = draw.Between(0, functions.Count + members.Count);
        if (chosen < functions.Count)
            return CallOf(functions[chosen].Name, functions[chosen], depth);
        if (chosen - functions.Count < members.Count && members[chosen - functions.Count] is var (receiver, function))
            return function.IsProperty ? new Code($"{receiver}.{function.Name}") : CallOf($"{receiver}.{function.Name}", function, depth);
        return null;
    }

    private IEnumerable<Function> Functions()
        => vocabulary.Functions.Concat(Scope.Functions).Where(f => !f.IsHeavy || _loops == 0);

    private IEnumerable<(string Receiver, Function Function)> Members()
        => Scope.Values().Where(v => v.Type is StructType && !v.IsConstant)
            .SelectMany(v => ((StructType)v.Type).Members.Select(m => (v.Text, m)));

    private Code? CallOf(string name, Function function, int depth)
    {
        var arguments = new List<string>();
        foreach (var parameter in function.Parameters)
        {
            if (Argument(parameter, depth - 1) is not { } argument)
                return null;
            arguments.Add(argument);
        }

        // Named arguments are evaluated where they are written.
        if (arguments.Count > 1 && draw.Chance(0.15))
        {
            arguments = [.. arguments.Select((a, i) => $"{function.Parameters[i].Name}: {a}")];
            (arguments[0], arguments[^1]) = (arguments[^1], arguments[0]);
        }

        IsHeavy |= function.IsHeavy;
        return new Code($"{name}({string.Join(", ", arguments)})");
    }

    private string? Argument(Parameter parameter, int depth)
    {
        if (parameter.Span.Length > 0)
        {
            var spans = Scope.SpansOf(parameter.Type)
                .Where(s => s.Length >= CaseDrawer.SpanLength && (s.IsAssignable || parameter.Span == "ReadOnlySpan")).ToList();
            return spans.Count > 0 ? draw.OneOf(spans).Text : null;
        }

        return parameter.Modifier switch
        {
            "ref" => Place(parameter.Type, depth, isReferred: true) is { } place ? $"ref {place}" : null,
            "out" when draw.Chance(0.15) => "out _",
            "out" => Place(parameter.Type, depth, isReferred: true) is { } place ? $"out {place}" : "out _",
            "in" when draw.Chance(0.3) && Place(parameter.Type, depth, isReferred: true) is { } place => $"in {place}",
            _ => Into(parameter.Type, depth).Text,
        };
    }
}
