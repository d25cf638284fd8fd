using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>The variables that a drawn statement can use.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];
    private readonly List<Function> _functions = [];

    /// <summary>Local functions.</summary>
    public IReadOnlyList<Function> Functions => _functions;

    public void Add(Function function) => _functions.Add(function);

    public void Add(Variable variable) => _variables.Add(variable);

    /// <summary>Values of a type.</summary>
    public List<Variable> Of(IValueType type)
        => _variables.FindAll(v => v.Length == 0 && v.Type.Equals(type));

    /// <summary>Values of any type.</summary>
    public List<Variable> Values() => _variables.FindAll(v => v.Length == 0);

    /// <summary>Spans of an element type.</summary>
    public List<Variable> SpansOf(IValueType element)
        => _variables.FindAll(v => v.Length > 0 && v.Type.Equals(element));

    /// <summary>All spans.</summary>
    public List<Variable> Spans() => _variables.FindAll(v => v.Length > 0);

    /// <summary>What is declared inside goes out of scope behind it.</summary>
    public T Nested<T>(Func<T> inside)
    {
        int count = _variables.Count;
        int functions = _functions.Count;
        var result = inside();
        _functions.RemoveRange(functions, _functions.Count - functions);
        _variables.RemoveRange(count, _variables.Count - count);
        return result;
    }
}
