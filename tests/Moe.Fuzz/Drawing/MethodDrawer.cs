using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>
/// Draws one method's statements and expressions, well typed. Every loop ends, every index is in range, and what the
/// compiler would compute by itself stays small, so that the only errors left are those of overflow and division.
/// </summary>
/// <param name="draw">Where chance comes from.</param>
/// <param name="vocabulary">What the method can use.</param>
/// <param name="names">Names that are free.</param>
/// <param name="isUnfailing">Whether nothing may overflow or divide by zero, or else it may now and then.</param>
internal sealed partial class MethodDrawer(Draw draw, Vocabulary vocabulary, Names names, bool isUnfailing)
{
    private const int Nesting = 3;

    private bool _isPure;
    private int _loops;
    private int _budget;
    private bool _returns;
    private IValueType? _result;

    // How deep an expression may be: mostly not so deep that the compilers' time is all that is tested.
    private int Depth => draw.Weighted((3, 1), (5, 2), (2, 3));

    /// <summary>What is in scope.</summary>
    public Scope Scope { get; } = new();

    /// <summary>Whether the method loops, or calls what does.</summary>
    public bool IsHeavy { get; private set; }

    /// <summary>A method's body: a block, or an arrow and an expression.</summary>
    /// <param name="result">What it returns; null for void.</param>
    /// <param name="statements">About how many statements.</param>
    /// <param name="start">Statements that come first.</param>
    public string Body(IValueType? result, int statements, string start = "")
    {
        _result = result;
        _budget = statements;
        _returns = true;
        if (result is not null && start.Length == 0 && draw.Chance(0.2))
            return $"=> {(isUnfailing ? Unchecked(result, Depth) : Into(result, Depth + 1)).Text};";
        string body = start + Scope.Nested(() => WithFunctions(() =>
        {
            string text = "";
            while (_budget > 0)
                text += Statement(Nesting);
            return result is null ? text : text + $"return {Into(result, Depth).Text};\n";
        }));
        return isUnfailing || draw.Chance(0.3) ? $"{{ unchecked {{ {body} }} }}" : $"{{ {body} }}";
    }

    /// <summary>Statements that leave what they declare in scope, and go on behind them.</summary>
    public string Statements(int count)
    {
        _budget = count;
        return WithFunctions(() =>
        {
            string text = "";
            while (_budget > 0)
                text += Statement(2);
            return text;
        });
    }

    /// <summary>A value that C# converts to a type unasked, as an operand.</summary>
    public string Value(NumberType type) => Variable(type, 2).Text;

    /// <summary>A variable that can be assigned; null where there is none.</summary>
    public string? Target(IValueType type)
        => Scope.Of(type).Where(v => v.IsAssignable).ToList() is { Count: > 0 } variables ? draw.OneOf(variables).Text : null;

    /// <summary>One expression that has no side effect.</summary>
    public string PureExpression(IValueType type)
    {
        _isPure = true;
        string text = Into(type, Depth).Text;
        _isPure = false;
        return text;
    }

    /// <summary>A value of exactly a type, which no conversion has to make.</summary>
    private Code Exactly(IValueType type, int depth) => type switch
    {
        EnumType named => EnumValue(named, depth),
        StructType structure => StructValue(structure, depth),
        TupleType tuple => TupleValue(tuple, depth),
        NumberType number when depth <= 0 || draw.Chance(0.1) => Leaf(number),
        NumberType { Kind: NumberKind.Truth } => Truth(depth),
        NumberType number => Number(number, depth),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>A value that C# converts to a type unasked.</summary>
    private Code Into(IValueType type, int depth)
    {
        if (type is not NumberType number || draw.Chance(0.6))
            return Exactly(type, depth);
        if (number.Kind == NumberKind.Whole && number != NumberTypes.Char && draw.Chance(0.2))
            return new Code(WholeLiteral(number), IsConstant: true);
        var from = draw.OneOf(NumberTypes.All);
        return NumberTypes.CanWiden(from, number) ? Exactly(from, depth) : Exactly(number, depth);
    }

    /// <summary>A value of exactly a type that the compiler does not compute.</summary>
    private Code Variable(IValueType type, int depth)
    {
        for (int i = 0; i < 3; i++)
        {
            if (Exactly(type, depth) is { IsConstant: false } code)
                return code;
        }

        return Anchored(type);
    }

    // Every method has an int.
    private Code Anchored(IValueType type)
    {
        if (Scope.Of(type).Find(v => !v.IsConstant) is { } variable)
            return new Code(variable.Text);
        string anchor = Scope.Of(NumberTypes.Int).Find(v => !v.IsConstant)!.Text;
        return new Code(type switch
        {
            NumberType { Kind: NumberKind.Truth } => $"({anchor} > 3)",
            NumberType { Kind: NumberKind.Stored } => $"(({type.Name})(float){anchor})",
            StructType or TupleType => $"default({type.Name})",
            _ => $"(({type.Name}){anchor})",
        });
    }

    private T Purely<T>(Func<T> inside)
    {
        bool outer = _isPure;
        _isPure = true;
        var result = inside();
        _isPure = outer;
        return result;
    }

    /// <summary>The first that can be drawn, of some in random order.</summary>
    private Code FirstOf(IValueType type, params ReadOnlySpan<(int Weight, Func<Code?> Make)> choices)
    {
        for (int i = 0; i < 6; i++)
        {
            if (draw.Weighted(choices)() is { } code)
                return code;
        }

        return type is NumberType number ? Leaf(number) : Anchored(type);
    }
}
