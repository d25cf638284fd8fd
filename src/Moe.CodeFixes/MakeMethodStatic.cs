using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Makes a kernel, or a device method of a class, static.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakeMethodStatic : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [DeclarationDescriptors.KernelNotStatic.Id, DeclarationDescriptors.DeviceMethodPlace.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<MethodDeclarationSyntax>(context, "Make the method static", WithStatic, CanBeStatic);

    // A device method of a struct belongs to the struct: that one is to be marked.
    private static bool CanBeStatic(MethodDeclarationSyntax method)
        => method.Parent is ClassDeclarationSyntax or RecordDeclarationSyntax
            && !method.Modifiers.Any(
                m => m.IsKind(SyntaxKind.StaticKeyword) || m.IsKind(SyntaxKind.VirtualKeyword)
                    || m.IsKind(SyntaxKind.AbstractKeyword) || m.IsKind(SyntaxKind.OverrideKeyword));

    private static SyntaxNode WithStatic(SyntaxNode root, MethodDeclarationSyntax method)
        => root.ReplaceNode(method, Modifiers.Add(method, SyntaxKind.StaticKeyword, PlaceOf(method)));

    /// <summary>Behind the accessibility, where C# writers look for it.</summary>
    private static int PlaceOf(MethodDeclarationSyntax method)
        => method.Modifiers.TakeWhile(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())).Count();
}
