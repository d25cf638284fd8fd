using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Finds what a method does, and whom it calls.</summary>
internal static class Bodies
{
    /// <summary>The body's operation; null where the method has none in this compilation.</summary>
    public static IOperation? Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var implementation = method.OriginalDefinition;
        implementation = implementation.PartialImplementationPart ?? implementation;
        foreach (var reference in implementation.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
                continue;
            var operation = SemanticModels.Of(syntax.SyntaxTree, compilation).GetOperation(syntax, cancellationToken);
            var body = operation is IMethodBodyOperation whole ? whole.BlockBody ?? whole.ExpressionBody : operation;
            if (body is not null)
                return body;
        }

        return null;
    }

    /// <summary>The methods that a body calls, property getters among them, in the order of the text.</summary>
    public static IEnumerable<IMethodSymbol> Callees(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call)
                yield return call.TargetMethod.OriginalDefinition;
            else if (operation is IPropertyReferenceOperation { Property.GetMethod: { } getter })
                yield return getter.OriginalDefinition;
        }
    }
}
