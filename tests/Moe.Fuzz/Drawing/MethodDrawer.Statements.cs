using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private string Statement(int depth)
    {
        _budget--;
        bool mayNest = depth > 0 && _budget > 0;
        return draw.Weighted<Func<string>>(
            (20, () => Declaration()),
            (3, Constant),
            (22, () => AssignmentStatement()),
            (6, () => IncrementStatement()),
            (8, () => CallStatement()),
            (5, () => Deconstruction()),
            (3, () => SpanDeclaration()),
            (mayNest ? 5 : 0, () => LocalFunction()),
            (mayNest ? 12 : 0, () => If(depth)),
            (mayNest ? 5 : 0, () => IfNamed(depth)),
            (mayNest ? 6 : 0, () => SwitchStatement(depth)),
            (mayNest && _loops < 2 ? 6 : 0, () => For(depth)),
            (mayNest && _loops < 2 ? 4 : 0, () => While(depth)),
            (mayNest && _loops < 2 ? 3 : 0, () => DoWhile(depth)),
            (mayNest && _loops < 2 ? 3 : 0, () => ForEach(depth)),
            (mayNest ? 2 : 0, () => Block(depth)),
            (_returns && depth < Nesting ? 2 : 0, Return),
            (_loops > 0 && depth < Nesting ? 3 : 0, () => $"if ({Variable(NumberTypes.Bool, 1).Text}) {draw.OneOf("break", "continue")};\n"))();
    }

    private string Declaration()
    {
        var type = vocabulary.AnyType(draw);
        bool isInferred = draw.Chance(0.3);
        string value = (isInferred ? Exactly(type, Depth) : Into(type, Depth)).Text;
        string name = names.Fresh();
        Scope.Add(new Variable(name, type));
        return $"{(isInferred ? "var" : type.Name)} {name} = {value};\n";
    }

    private string Constant()
    {
        var type = draw.OneOf(NumberTypes.All.Where(t => t.Kind != NumberKind.Stored).ToList());
        string name = names.Fresh();
        string value = Literal(type).Text;
        Scope.Add(new Variable(name, type, IsAssignable: false, IsConstant: true));
        return $"const {type.Name} {name} = {value};\n";
    }

    private string AssignmentStatement()
    {
        var type = vocabulary.AnyType(draw);
        return Place(type, 2) is { } place ? Assign(place, type, Depth) + ";\n" : Declaration();
    }

    private string IncrementStatement()
    {
        var type = draw.OneOf(NumberTypes.Countable.Where(t => t.Kind != NumberKind.Stored).ToList());
        if (Place(type, 2) is not { } place)
            return Declaration();
        return draw.OneOf($"{place}++;\n", $"{place}--;\n", $"++{place};\n", $"--{place};\n");
    }

    private string CallStatement()
    {
        var functions = Functions().ToList();
        if (functions.Count == 0 || draw.OneOf(functions) is var function && CallOf(function.Name, function, Depth) is not { } call)
            return AssignmentStatement();
        return draw.OneOf("", function.Result is null ? "" : "_ = ") + call.Text + ";\n";
    }

    private string SpanDeclaration()
    {
        if (Scope.Spans() is not { Count: > 0 } spans)
            return Declaration();
        var span = draw.OneOf(spans);
        string value = Span(span, 2, out int length);
        string name = names.Fresh();
        bool isWritable = span.IsAssignable && draw.Chance(0.7);
        Scope.Add(new Variable(name, span.Type, isWritable, Length: length));
        return $"{(isWritable ? "Span" : "ReadOnlySpan")}<{span.Type.Name}> {name} = {value};\n";
    }

    private string If(int depth)
    {
        string text = $"if ({Variable(NumberTypes.Bool, Depth).Text})\n{Body(depth)}";
        return draw.Chance(0.4) ? text + $"else\n{Body(depth)}" : text;
    }

    private string IfNamed(int depth)
    {
        var type = vocabulary.AnyType(draw);
        string value = Variable(type, 2).Text;
        string text = Scope.Nested(() => $"if ({value} is {NamingPattern(type)})\n{Body(depth)}");
        return draw.Chance(0.3) ? text + $"else\n{Body(depth)}" : text;
    }

    private string Block(int depth) => Body(depth);

    private string Body(int depth) => "{\n" + Scope.Nested(() => WithFunctions(() =>
    {
        string text = Statement(depth - 1);
        while (_budget > 0 && draw.Chance(0.35))
            text += Statement(depth - 1);
        return text;
    })) + "}\n";

    private string Loop(Func<string> draw)
    {
        IsHeavy = true;
        _loops++;
        string text = Scope.Nested(draw);
        _loops--;
        return text;
    }

    private string For(int depth) => Loop(() =>
    {
        string counter = names.Fresh();
        int rounds = draw.Between(1, 5);
        Scope.Add(new Variable(counter, NumberTypes.Int, IsAssignable: false));
        string second = "";
        if (draw.Chance(0.3) && Place(NumberTypes.Long, 1) is { } place)
            second = ", " + Assign(place, NumberTypes.Long, 2);
        return (draw.Chance(0.7)
            ? $"for (int {counter} = 0; {counter} < {rounds}; {counter}++{second})\n"
            : $"for (int {counter} = {rounds}; {counter} > 0; {counter}--{second})\n") + Body(depth);
    });

    private string While(int depth) => Loop(() =>
    {
        string turns = Turns();
        return $"int {turns} = 0;\nwhile ({Variable(NumberTypes.Bool, 2).Text} && ++{turns} < {draw.Between(2, 6)})\n{Body(depth)}";
    });

    private string DoWhile(int depth) => Loop(() =>
    {
        string turns = Turns();
        return $"int {turns} = 0;\ndo\n{Body(depth)}while (++{turns} < {draw.Between(2, 6)} && {Variable(NumberTypes.Bool, 2).Text});\n";
    });

    // The shrinker knows by this name what a loop's end hangs on.
    private string Turns() => "turns" + names.Fresh();

    private string ForEach(int depth)
    {
        var spans = Scope.Spans();
        if (spans.Count == 0)
            return AssignmentStatement();
        return Loop(() =>
        {
            var span = draw.OneOf(spans);
            string value = Span(span, 2, out _);
            string name = names.Fresh();
            Scope.Add(new Variable(name, span.Type, IsAssignable: false));
            return $"foreach ({draw.OneOf("var", span.Type.Name)} {name} in {value})\n{Body(depth)}";
        });
    }

    private string Return()
        => _result is null ? $"if ({Variable(NumberTypes.Bool, 2).Text}) return;\n"
            : $"if ({Variable(NumberTypes.Bool, 2).Text}) return {Into(_result, 2).Text};\n";
}
