using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

internal sealed partial class BodyLowerer
{
    private Value LowerIsPattern(IIsPatternOperation test)
    {
        var value = Lower(test.Value);
        bool isReadOnce = test.Pattern is IConstantPatternOperation or IRelationalPatternOperation;
        if (!isReadOnce)
            value = KeepUnlessName(value, test.Value.Type!);
        return value.As(LowerPattern(value.Expression, test.Value.Type!, test.Pattern));
    }

    /// <summary>A pattern as a condition on a value that can be read several times.</summary>
    private CudaExpression LowerPattern(CudaExpression value, ITypeSymbol type, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Name("true");
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true } number } when IsNaN(number.Value):
                return new BinaryExpression(value, "!=", value);
            case IConstantPatternOperation constant:
                return LowerTest(value, type, "==", constant.Value);
            case IRelationalPatternOperation relation:
                return LowerTest(value, type, RelationOf(relation.OperatorKind), relation.Value);
            case INegatedPatternOperation negation:
                return Not(LowerPattern(value, type, negation.Pattern));
            case IBinaryPatternOperation { OperatorKind: var kind } both:
                return new BinaryExpression(
                    LowerPattern(value, type, both.LeftPattern),
                    kind == BinaryOperatorKind.And ? "&&" : "||",
                    LowerPattern(value, type, both.RightPattern));
            case IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true } recursive
                when SymbolEqualityComparer.Default.Equals(recursive.MatchedType, type):
                return LowerProperties(value, recursive);
            default:
                return Refuse(pattern, "a pattern that tests types or declares variables",
                    "Test values with constants, relations and properties.").Expression;
        }
    }

    private CudaExpression LowerTest(CudaExpression value, ITypeSymbol type, string relation, IOperation constant)
        => _unit.HasCudaForm(type) && constant.ConstantValue is { HasValue: true, Value: not null }
            ? new BinaryExpression(value, relation, LowerInto(constant).Expression)
            : Refuse(constant, "a test for null", "Values here are never null.").Expression;

    private CudaExpression LowerProperties(CudaExpression value, IRecursivePatternOperation pattern)
    {
        CudaExpression? condition = null;
        foreach (var property in pattern.PropertySubpatterns)
        {
            if (FieldNameOf((property.Member as IMemberReferenceOperation)?.Member) is not { } name)
            {
                return Refuse(property.Member, "a pattern over a computed property", "Call it before the test.")
                    .Expression;
            }

            var member = new MemberExpression(value, ".", name);
            var test = LowerPattern(member, property.Member.Type!, property.Pattern);
            condition = condition is null ? test : new BinaryExpression(condition, "&&", test);
        }

        return condition ?? Name("true");
    }

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
