using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Declarations;

/// <summary>Whether a type can be given a generated half.</summary>
internal static class Partiality
{
    /// <summary>Whether a type and all types around it are partial.</summary>
    public static bool IsPartial(TypeDeclarationSyntax type) => FirstClosed(type) is null;

    /// <summary>The innermost of a type and the types around it that is not partial.</summary>
    public static TypeDeclarationSyntax? FirstClosed(TypeDeclarationSyntax type)
        => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));
}
