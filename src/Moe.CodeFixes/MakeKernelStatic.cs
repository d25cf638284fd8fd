using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Makes a kernel static.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakeKernelStatic : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationDescriptors.KernelNotStatic.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<MethodDeclarationSyntax>(context, "Make the kernel static", WithStatic);

    private static SyntaxNode WithStatic(SyntaxNode root, MethodDeclarationSyntax method)
        => root.ReplaceNode(method, Modifiers.Add(method, SyntaxKind.StaticKeyword, PlaceOf(method)));

    /// <summary>Behind the accessibility, where C# writers look for it.</summary>
    private static int PlaceOf(MethodDeclarationSyntax method)
        => method.Modifiers.TakeWhile(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())).Count();
}
