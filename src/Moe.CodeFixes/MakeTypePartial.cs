using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Makes a type partial, and the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakeTypePartial : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationDescriptors.NotPartial.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<TypeDeclarationSyntax>(context, "Make the type partial", WithPartial);

    private static SyntaxNode WithPartial(SyntaxNode root, TypeDeclarationSyntax type)
        => root.ReplaceNodes(
            type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)),
            static (_, t) => Modifiers.Add(t, SyntaxKind.PartialKeyword, t.Modifiers.Count));
}
