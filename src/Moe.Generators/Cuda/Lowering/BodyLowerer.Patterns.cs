using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private static readonly CudaExpression True = Name("true");

    /// <summary>
    /// A test. Where it is evaluated in any case, its variables are declared with their values. Elsewhere they are set
    /// by it, in the condition itself where that can be read: <c>(x = data[i]) > 0</c>.
    /// </summary>
    private Value LowerIsPattern(IIsPatternOperation test)
    {
        var type = test.Value.Type!;
        var value = Lower(test.Value);
        if (!CanTest(test.Value))
            return Nothing;
        bool isKnownBefore = IsKnownBefore(test.Value);
        if (PatternVariables.OfWhole(test.Pattern).FirstOrDefault() is { } whole)
            return LowerNamedTest(test, value, whole, isKnownBefore);
        bool isReadOnce = test.Pattern is IConstantPatternOperation or IRelationalPatternOperation;
        if (!isReadOnce)
            value = KeepUnlessName(value, type);
        return value.As(LowerPattern(value.Expression, type, test.Pattern, Binder(isKnownBefore)));
    }

    /// <summary>Whether a value has a type that can be tested; a diagnostic where it has not.</summary>
    private bool CanTest(IOperation value)
    {
        if (_unit.HasCudaForm(value.Type!))
            return true;
        Refuse(
            DiagnosticDescriptors.UnsupportedType, value.Syntax, value.Type!.ToDisplayString(), _user,
            Advice.ForType(value.Type!));
        return false;
    }

    /// <summary>A test for the type that a value has anyway.</summary>
    private Value LowerIsType(IIsTypeOperation test)
    {
        var value = Lower(test.ValueOperand);
        if (!IsSame(test.TypeOperand, test.ValueOperand.Type!))
            return Refuse(test, "a test of types", "Write a method for each type.");
        var result = Name(test.IsNegated ? "false" : "true");
        return value.As(value.Effects == Effects.None ? result : new CommaExpression(value.Expression, result));
    }

    /// <summary>A test whose pattern names the whole value; under that name it is tested.</summary>
    private Value LowerNamedTest(IIsPatternOperation test, Value value, ILocalSymbol whole, bool isKnownBefore)
    {
        var type = test.Value.Type!;
        bool isAtStatement = IsAtStatement;
        var name = Name(NewNameOf(whole));
        if (isAtStatement)
            Declare(TypeOf(type), name.Text, value.Expression);
        else
            DeclareBefore(type, name.Text, isKnownBefore ? value.Expression : null);

        bool isSetInCondition = !isAtStatement && !isKnownBefore && !PatternVariables.HasParts(test.Pattern);
        if (!isSetInCondition && !isAtStatement && !isKnownBefore)
            Emit(Assign(name, value.Expression));
        var condition = LowerPattern(name, type, test.Pattern, Binder(isKnownBefore));
        if (!isSetInCondition)
        {
            var reading = _assigned.Contains(whole) ? Effects.Read(whole) : Effects.None;
            return new Value(condition, reading, value.Total.And(reading));
        }

        // What stands to the right in the same statement reads what is written here.
        _assigned.Add(whole);
        var both = Effects.Read(whole).And(Effects.Write(whole));
        return new Value(
            Setting(name, value.Expression, condition), value.Effects.And(both), value.Total.And(both));
    }

    /// <summary>A condition that sets a variable where it reads it first.</summary>
    private static CudaExpression Setting(NameExpression variable, CudaExpression value, CudaExpression condition)
        => condition switch
        {
            BinaryExpression { Operator: "&&" or "||" } both =>
                both with { Left = Setting(variable, value, both.Left) },
            UnaryExpression { Operator: "!" } not => not with { Operand = Setting(variable, value, not.Operand) },
            BinaryExpression test when test.Left == variable && test.Right != variable =>
                test with { Left = Assign(variable, value) },
            _ => new CommaExpression(Assign(variable, value), condition),
        };

    /// <summary>What is done with a variable that gets a part of a value that can be read several times.</summary>
    private Action<ILocalSymbol, CudaExpression> Binder(bool isKnownBefore) => (variable, part) =>
    {
        var type = variable.Type;
        string name = NewNameOf(variable);
        if (IsAtStatement)
        {
            Declare(TypeOf(type), name, part);
            return;
        }

        DeclareBefore(type, name, isKnownBefore ? part : null);
        if (!isKnownBefore)
            Emit(Assign(Name(name), part));
    };

    /// <summary>
    /// The value that a switch tests, under the first name that a pattern gives it, and what is done with the other
    /// variables of its patterns: they are declared before the tests, for their values are there.
    /// </summary>
    private (CudaExpression Subject, Action<ILocalSymbol, CudaExpression> Bind) KeepSubject(
        Value value, ITypeSymbol type, IEnumerable<IPatternOperation> patterns)
    {
        // Names of a value that keeps it are names of one variable.
        var names = patterns.SelectMany(PatternVariables.OfWhole).Where(v => !_assigned.Contains(v)).ToList();
        if (names.Count == 0)
            return (KeepUnlessName(value, type).Expression, DeclareHere);
        string name = NewNameOf(names[0]);
        foreach (var variable in names)
            _names[variable] = name;
        Declare(TypeOf(type), name, value.Expression);
        return (Name(name), DeclareHere);

        void DeclareHere(ILocalSymbol variable, CudaExpression part)
            => Declare(TypeOf(variable.Type), NewNameOf(variable), part);
    }

    /// <summary>A pattern as a condition on a value that can be read several times.</summary>
    private CudaExpression LowerPattern(
        CudaExpression value, ITypeSymbol type, IPatternOperation pattern, Action<ILocalSymbol, CudaExpression> bind)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return True;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true } number } when IsNaN(number.Value):
                return new BinaryExpression(value, "!=", value);
            case IConstantPatternOperation { Value.ConstantValue.Value: bool isTrue }:
                return isTrue ? value : Not(value);
            case IConstantPatternOperation constant:
                return LowerTest(value, type, "==", constant.Value);
            case IRelationalPatternOperation relation:
                return LowerTest(value, type, RelationOf(relation.OperatorKind), relation.Value);
            case INegatedPatternOperation negation:
                return Not(LowerPattern(value, type, negation.Pattern, bind));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Both(
                    LowerPattern(value, type, both.LeftPattern, bind),
                    LowerPattern(value, type, both.RightPattern, bind));
            case IBinaryPatternOperation either:
                return new BinaryExpression(
                    LowerPattern(value, type, either.LeftPattern, bind),
                    "||",
                    LowerPattern(value, type, either.RightPattern, bind));
            case ITypePatternOperation { MatchedType: var matched } when IsSame(matched, type):
                return True;
            case IDeclarationPatternOperation declaration
                when declaration.MatchedType is not { } matched || IsSame(matched, type):
                BindWhole(declaration.DeclaredSymbol, value, bind);
                return True;
            case IRecursivePatternOperation recursive when IsSame(recursive.MatchedType, type):
                BindWhole(recursive.DeclaredSymbol, value, bind);
                return LowerParts(value, type, recursive, bind);
            case ITypePatternOperation or IDeclarationPatternOperation or IRecursivePatternOperation:
                return Refuse(pattern, "a pattern that tests types", "Write a method for each type.").Expression;
            default:
                return Refuse(pattern, "a list pattern", "Test Length, and the elements by their indices.").Expression;
        }
    }

    private void BindWhole(ISymbol? variable, CudaExpression value, Action<ILocalSymbol, CudaExpression> bind)
    {
        if (variable is ILocalSymbol local && !_names.ContainsKey(local))
            bind(local, value);
    }

    private bool IsSame(ITypeSymbol one, ITypeSymbol other)
        => _unit.Compilation.ClassifyCommonConversion(one, other).IsIdentity;

    private CudaExpression LowerTest(CudaExpression value, ITypeSymbol type, string relation, IOperation constant)
        => _unit.HasCudaForm(type) && constant.ConstantValue is { HasValue: true, Value: not null }
            ? new BinaryExpression(value, relation, LowerInto(constant).Expression)
            : Refuse(constant, "a test for null", "Values here are never null.").Expression;

    /// <summary>The tests of a value's parts: by their order in a tuple or record, and by their names.</summary>
    private CudaExpression LowerParts(
        CudaExpression value,
        ITypeSymbol type,
        IRecursivePatternOperation pattern,
        Action<ILocalSymbol, CudaExpression> bind)
    {
        var condition = True;
        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            if (Parts.Of(type, pattern.DeconstructSymbol as IMethodSymbol) is not { } parts)
            {
                return Refuse(pattern, "a pattern over a Deconstruct method", "Test the properties: { Left: > 0 }.")
                    .Expression;
            }

            foreach (var (part, test) in parts.Zip(pattern.DeconstructionSubpatterns, (part, test) => (part, test)))
            {
                var member = new MemberExpression(value, ".", part.Name);
                condition = Both(condition, LowerPattern(member, part.Type, test, bind));
            }
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            if (PartOf(value, type, (property.Member as IMemberReferenceOperation)?.Member) is not { } member)
            {
                return Refuse(property.Member, "a pattern over a computed property", "Call it before the test.")
                    .Expression;
            }

            condition = Both(condition, LowerPattern(member, property.Member.Type!, property.Pattern, bind));
        }

        return condition;
    }

    /// <summary>A member that a property pattern names; null where its value is computed.</summary>
    private static CudaExpression? PartOf(CudaExpression value, ITypeSymbol type, ISymbol? member)
    {
        if (TypeSpeller.View(type) is null)
            return FieldNameOf(member) is { } name ? new MemberExpression(value, ".", name) : null;
        return member?.Name switch
        {
            "Length" or "Count" or "Width" => new MemberExpression(value, ".", member.Name),
            "IsEmpty" => new BinaryExpression(new MemberExpression(value, ".", "Length"), "==", Name("0")),
            _ => null,
        };
    }

    /// <summary>Two conditions, the second of which is evaluated where the first holds.</summary>
    private static CudaExpression Both(CudaExpression left, CudaExpression right) => (left, right) switch
    {
        (NameExpression { Text: "true" }, _) => right,
        (_, NameExpression { Text: "true" }) => left,
        (CommaExpression comma, _) => comma with { Right = Both(comma.Right, right) },
        (BinaryExpression { Operator: "&&", Right: CommaExpression comma } both, _) =>
            both with { Right = Both(comma, right) },
        _ => new BinaryExpression(left, "&&", right),
    };

    private static bool IsNaN(object? value)
        => value is float single && float.IsNaN(single) || value is double number && double.IsNaN(number);

    private static string RelationOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        _ => ">=",
    };
}
