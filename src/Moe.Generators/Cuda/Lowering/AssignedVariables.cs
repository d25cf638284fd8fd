using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Finds the locals and parameters that change after their declaration.</summary>
internal static class AssignedVariables
{
    public static HashSet<ISymbol> In(IOperation body)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.DescendantsAndSelf())
        {
            foreach (var target in Targets(operation))
            {
                if (Root(target) is { } variable)
                    assigned.Add(variable);
            }
        }

        return assigned;
    }

    /// <summary>The variable that a place is, or is part of; null where it is in memory.</summary>
    public static ISymbol? Root(IOperation place) => place switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => Root(declaration.Expression),
        IFieldReferenceOperation { Instance: { } instance } => Root(instance),
        IPropertyReferenceOperation { Instance: { } instance, Property: var property }
            when !property.IsIndexer || IntrinsicMember.Of(property) is not null && TypeSpeller.View(instance.Type!) is null
            => Root(instance),
        _ => null,
    };

    private static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation { Target: ITupleOperation targets } => ElementsOf(targets),
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation change => [change.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IInvocationOperation { Instance: { } instance, TargetMethod.IsReadOnly: false } => [instance],
        IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod.IsReadOnly: false } => [instance],
        _ => [],
    };

    // What is declared there is not assigned later.
    private static IEnumerable<IOperation> ElementsOf(ITupleOperation targets) => targets.Elements.SelectMany(
        e => e is ITupleOperation inner ? ElementsOf(inner) : e is IDeclarationExpressionOperation ? [] : [e]);
}
