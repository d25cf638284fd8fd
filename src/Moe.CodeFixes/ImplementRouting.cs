using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Moe.Generators;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Names IRouting among a routing's interfaces; the generator implements it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ImplementRouting : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [DeclarationDescriptors.RoutingWithoutInterface.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<TypeDeclarationSyntax>(context, "Implement IRouting", WithInterface);

    private static SyntaxNode WithInterface(SyntaxNode root, TypeDeclarationSyntax type)
    {
        var name = SyntaxFactory.ParseTypeName("global::" + KnownNames.RoutingInterface)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var routing = SyntaxFactory.SimpleBaseType(name);
        return root.ReplaceNode(
            type, type.BaseList is null ? Begin(type, routing) : type.WithBaseList(type.BaseList.AddTypes(routing)));
    }

    /// <summary>A list behind the name, type parameters or primary constructor, on that line.</summary>
    private static TypeDeclarationSyntax Begin(TypeDeclarationSyntax type, BaseTypeSyntax routing)
    {
        var before = type.ParameterList?.CloseParenToken ?? type.TypeParameterList?.GreaterThanToken ?? type.Identifier;
        var list = SyntaxFactory.BaseList(SyntaxFactory.SingletonSeparatedList(routing))
            .WithTrailingTrivia(before.TrailingTrivia)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return type.ReplaceToken(before, before.WithTrailingTrivia(SyntaxFactory.Space)).WithBaseList(list);
    }
}
