using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cpu;

/// <summary>
/// The variable of a kernel that holds <c>BlockIdx.X * BlockDim.X + ThreadIdx.X</c>. Whether that is an index of a span for
/// every thread of a row is known before the row runs; then none of them asks.
/// </summary>
internal sealed class RowIndex
{
    private readonly ILocalSymbol _variable;
    private readonly IOperation _value;

    private RowIndex(IVariableDeclaratorOperation declarator, IOperation body, SemanticModel model, HashSet<ISymbol> assigned)
    {
        _variable = declarator.Symbol;
        _value = declarator.GetVariableInitializer()!.Value;
        Spans = body.Descendants()
            .Select(SpanAt)
            .OfType<IParameterSymbol>()
            .Where(span => !assigned.Contains(span))
            .Distinct<IParameterSymbol>(SymbolEqualityComparer.Default)
            .ToImmutableArray();
        IsSure = new SureOperations(this, model).AreAll(body);
    }

    /// <summary>The span parameters that are used at the index, in the order of their first use. They are not assigned.</summary>
    public ImmutableArray<IParameterSymbol> Spans { get; }

    /// <summary>Whether no thread of a row can fail whose indices are inside.</summary>
    public bool IsSure { get; }

    /// <summary>The expression that the variable is declared with. It is not assigned again.</summary>
    public SyntaxNode Value => _value.Syntax;

    /// <summary>Finds it.</summary>
    /// <param name="declaration">A kernel whose threads do not wait.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Null where there is none.</returns>
    public static RowIndex? Of(
        MethodDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        if (declaration.Body is null || model.GetOperation(declaration.Body, cancellationToken) is not { } body)
            return null;
        var declarator = body.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(IsIndex);
        if (declarator is null)
            return null;
        var assigned = AssignedVariables.In(body);
        return assigned.Contains(declarator.Symbol) ? null : new RowIndex(declarator, body, model, assigned);
    }

    /// <summary>Whether the operation computes the index.</summary>
    public bool IsValue(IOperation operation) => operation == _value;

    /// <summary>Whether the operation is an element of one of the spans at the index.</summary>
    public bool IsElement(IOperation? operation)
        => SpanAt(operation) is { } span && Spans.Contains(span, SymbolEqualityComparer.Default);

    /// <summary>
    /// What a comparison of the index with the length of one of its spans comes to where the index is inside; null for
    /// other operations.
    /// </summary>
    public bool? Inside(IOperation? operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } op when IsIndex(op.LeftOperand, op.RightOperand) => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } op when IsIndex(op.RightOperand, op.LeftOperand)
            => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual } op
            when IsIndex(op.LeftOperand, op.RightOperand) => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThanOrEqual } op
            when IsIndex(op.RightOperand, op.LeftOperand) => false,
        _ => null,
    };

    private bool IsIndex(IOperation index, IOperation length)
        => index is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, _variable)
            && length is IPropertyReferenceOperation
            {
                Property: { Name: "Length", ContainingType: var type },
                Instance: IParameterReferenceOperation { Parameter: var span },
            }
            && DeviceTypes.IsSpan(type) && Spans.Contains(span, SymbolEqualityComparer.Default);

    private static bool IsIndex(IVariableDeclaratorOperation declarator)
        => declarator.Symbol is { Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None }
            && declarator.Syntax.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is null
            && declarator.GetVariableInitializer()?.Value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum
            && (IsStart(sum.LeftOperand) && IsPlace(sum.RightOperand, "ThreadIdx")
                || IsStart(sum.RightOperand) && IsPlace(sum.LeftOperand, "ThreadIdx"));

    private static bool IsStart(IOperation operation)
        => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product
            && (IsPlace(product.LeftOperand, "BlockIdx") && IsPlace(product.RightOperand, "BlockDim")
                || IsPlace(product.RightOperand, "BlockIdx") && IsPlace(product.LeftOperand, "BlockDim"));

    private static bool IsPlace(IOperation operation, string type)
        => operation is IPropertyReferenceOperation { Property: { Name: "X", IsStatic: true } place }
            && place.ContainingType.Is("Moe.Dsl." + type);

    private IParameterSymbol? SpanAt(IOperation? operation)
        => operation is IPropertyReferenceOperation
            {
                Property.IsIndexer: true,
                Instance: IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } span },
                Arguments.Length: 1,
            } element
            && element.Arguments[0].Value is ILocalReferenceOperation local
            && SymbolEqualityComparer.Default.Equals(local.Local, _variable) && DeviceTypes.IsSpan(span.Type)
            ? span
            : null;
}
