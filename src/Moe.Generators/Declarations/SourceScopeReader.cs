using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Declarations;

/// <summary>Reads the scope around a declaration.</summary>
internal static class SourceScopeReader
{
    /// <summary>The scope inside <paramref name="type"/>, where its members stand.</summary>
    public static SourceScope InsideOf(TypeDeclarationSyntax type)
    {
        var root = (CompilationUnitSyntax)type.SyntaxTree.GetRoot();
        return new SourceScope(
            Directives(root.Externs, root.Usings),
            type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse()
                .Select(n => new NamespaceScope(n.Name.ToString(), Directives(n.Externs, n.Usings))).ToImmutableArray(),
            type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Reverse().Select(HeaderOf).ToImmutableArray());
    }

    private static EquatableArray<string> Directives(
        SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings)
        => externs.Select(e => e.ToString())
            .Concat(usings.Where(u => u.GlobalKeyword.IsKind(SyntaxKind.None)).Select(u => u.ToString()))
            .ToImmutableArray();

    private static string HeaderOf(TypeDeclarationSyntax type)
    {
        string kind = type is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not 0 } record
            ? $"record {record.ClassOrStructKeyword.ValueText}"
            : type.Keyword.ValueText;
        return $"partial {kind} {type.Identifier}{type.TypeParameterList}";
    }
}
