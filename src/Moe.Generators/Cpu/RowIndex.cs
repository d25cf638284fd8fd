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
    private readonly IMethodSymbol _kernel;
    private readonly ILocalSymbol _variable;
    private readonly IOperation _initializer;

    private RowIndex(
        IMethodSymbol kernel,
        IVariableDeclaratorOperation declarator,
        IOperation body,
        HashSet<ISymbol> assigned,
        SemanticModel model)
    {
        _kernel = kernel;
        _variable = declarator.Symbol;
        _initializer = declarator.GetVariableInitializer()!.Value;
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
    public SyntaxNode Initializer => _initializer.Syntax;

    /// <summary>Finds it.</summary>
    /// <param name="declaration">A kernel whose threads do not wait.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Null where there is none, or no span parameter is used at it.</returns>
    public static RowIndex? Of(
        MethodDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        if (declaration.Body is null || model.GetOperation(declaration.Body, cancellationToken) is not { } body)
            return null;
        var declarator = body.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(IsOfIndex);
        if (declarator is null || model.GetDeclaredSymbol(declaration, cancellationToken) is not IMethodSymbol kernel)
            return null;
        var assigned = AssignedVariables.In(body);
        if (assigned.Contains(declarator.Symbol))
            return null;
        var index = new RowIndex(kernel, declarator, body, assigned, model);
        return index.Spans.IsEmpty ? null : index;
    }

    /// <summary>Whether the operation computes the index.</summary>
    public bool IsInitializer(IOperation operation) => operation == _initializer;

    /// <summary>Whether the operation is an element of one of the spans at the index.</summary>
    public bool IsElement(IOperation? operation)
        => SpanAt(operation) is { } span && Spans.Contains(span, SymbolEqualityComparer.Default);

    /// <summary>
    /// What a comparison of the index with the length of one of its spans comes to where the index is inside; null for
    /// other operations.
    /// </summary>
    public bool? ResultInside(IOperation? operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } op
            when IsIndexBeside(op.LeftOperand, op.RightOperand) => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } op
            when IsIndexBeside(op.RightOperand, op.LeftOperand) => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual } op
            when IsIndexBeside(op.LeftOperand, op.RightOperand) => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThanOrEqual } op
            when IsIndexBeside(op.RightOperand, op.LeftOperand) => false,
        _ => null,
    };

    private bool IsIndexBeside(IOperation index, IOperation length)
        => index is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, _variable)
            && length is IPropertyReferenceOperation
            {
                Property: { Name: "Length", ContainingType: var type },
                Instance: IParameterReferenceOperation { Parameter: var span },
            }
            && DeviceTypes.IsSpan(type) && Spans.Contains(span, SymbolEqualityComparer.Default);

    private static bool IsOfIndex(IVariableDeclaratorOperation declarator)
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
            && SymbolEqualityComparer.Default.Equals(local.Local, _variable)
            && SymbolEqualityComparer.Default.Equals(span.ContainingSymbol, _kernel) && DeviceTypes.IsSpan(span.Type)
            ? span
            : null;
}
