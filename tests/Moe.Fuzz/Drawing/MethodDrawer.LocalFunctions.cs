using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

internal sealed partial class MethodDrawer
{
    private string _behind = "";

    /// <summary>A local function, here or at the end of its block; it uses the variables that are in scope here.</summary>
    private string LocalFunction()
    {
        bool isStatic = draw.Chance(0.3);
        var inner = new MethodDrawer(draw, vocabulary, names, isUnfailing);
        if (!isStatic)
        {
            foreach (var variable in Scope.Values().Where(v => v.CanBeCaptured))
                inner.Scope.Add(variable);
            foreach (var function in Scope.Functions)
                inner.Scope.Add(function);
        }

        List<Parameter> parameters = [new(names.Fresh(), NumberTypes.Int)];
        if (draw.Chance(0.6))
            parameters.Add(new Parameter(names.Fresh(), vocabulary.AnyType(draw), draw.OneOf("", "", "", "ref", "in")));
        foreach (var parameter in parameters)
        {
            inner.Scope.Add(new Variable(
                parameter.Name, parameter.Type, parameter.Modifier != "in", CanBeCaptured: parameter.Modifier.Length == 0));
        }

        IValueType? result = draw.Chance(0.2) ? null : vocabulary.AnyType(draw);
        string body = inner.Body(result, draw.Between(1, 3));
        string name = "Local" + names.Fresh();
        string text = $"{(isStatic ? "static " : "")}{result?.Name ?? "void"} {name}"
            + $"({string.Join(", ", parameters.Select(p => p.Text))})\n{body}\n";

        // A captured variable may change at each call; whoever calls it may loop.
        bool isHeavy = inner.IsHeavy || inner.Scope.Functions.Any(f => f.IsHeavy);
        Scope.Add(new Function(name, result, parameters, isHeavy));
        if (draw.Chance(0.5))
            return text + CallStatement();
        _behind += text;
        return CallStatement();
    }

    /// <summary>Statements, and behind them the local functions that stand at their end.</summary>
    private string WithFunctions(Func<string> statements)
    {
        string around = _behind;
        _behind = "";
        string text = statements() + _behind;
        _behind = around;
        return text;
    }
}
