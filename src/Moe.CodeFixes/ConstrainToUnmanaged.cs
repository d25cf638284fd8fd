using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Analyzers;

namespace Moe.CodeFixes;

/// <summary>Constrains a kernel's type parameter to unmanaged types.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ConstrainToUnmanaged : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [DeclarationDescriptors.TypeParameterNotUnmanaged.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<TypeParameterSyntax>(context, "Constrain the type parameter to unmanaged", WithConstraint);

    private static SyntaxNode WithConstraint(SyntaxNode root, TypeParameterSyntax parameter)
    {
        string name = parameter.Identifier.ValueText;
        var method = parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        var clause = method.ConstraintClauses.FirstOrDefault(c => c.Name.Identifier.ValueText == name);
        return root.ReplaceNode(method, clause is null ? Begin(method, name) : method.ReplaceNode(clause, Extend(clause)));
    }

    /// <summary>In front of the others, and in place of one that cannot stand beside it.</summary>
    private static TypeParameterConstraintClauseSyntax Extend(TypeParameterConstraintClauseSyntax clause)
    {
        var unmanaged = SyntaxFactory.TypeConstraint(SyntaxFactory.IdentifierName("unmanaged"));
        return clause.Constraints[0] is ClassOrStructConstraintSyntax replaced
            ? clause.ReplaceNode(replaced, unmanaged.WithTriviaFrom(replaced))
            : clause.WithConstraints(clause.Constraints.Insert(0, unmanaged));
    }

    /// <summary>A clause on a line of its own, one step deeper than the method.</summary>
    private static MethodDeclarationSyntax Begin(MethodDeclarationSyntax method, string name)
    {
        var lineEnd = LineEnds.Of(method);
        string indentation = method.GetFirstToken().LeadingTrivia
            .LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
        var before = method.ConstraintClauses.LastOrDefault()?.GetLastToken() ?? method.ParameterList.CloseParenToken;
        var clause = SyntaxFactory.TypeParameterConstraintClause(name)
            .AddConstraints(SyntaxFactory.TypeConstraint(SyntaxFactory.IdentifierName("unmanaged")))
            .NormalizeWhitespace()
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation + "    "))
            .WithTrailingTrivia(before.TrailingTrivia);
        var opened = method.ReplaceToken(before, before.WithTrailingTrivia(lineEnd));
        return opened.WithConstraintClauses(opened.ConstraintClauses.Add(clause));
    }
}
