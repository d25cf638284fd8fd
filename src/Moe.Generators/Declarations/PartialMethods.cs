using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Declarations;

/// <summary>Of a partial method one part has the attributes, perhaps, and one has the body.</summary>
internal static class PartialMethods
{
    /// <summary>The part with the body; null where the member has only one part.</summary>
    public static MethodDeclarationSyntax? Implementation(ISymbol member, CancellationToken cancellationToken)
        => (member as IMethodSymbol)?.PartialImplementationPart is { } part
            ? part.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) as MethodDeclarationSyntax
            : null;
}
