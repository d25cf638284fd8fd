using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Moe.Generators;

namespace Moe.CodeFixes;

/// <summary>Takes an operation out of the checks for overflow that a GPU does not have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class WriteUnchecked : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.CheckedArithmetic.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
        => Fix.RegisterAsync<ExpressionSyntax>(context, "Write unchecked", WithUnchecked, CanBeUnchecked);

    // unchecked(...) is no statement, and neither a loop's heading nor an arrow takes unchecked { }.
    private static bool CanBeUnchecked(ExpressionSyntax operation) => operation.Parent switch
    {
        ForStatementSyntax loop => loop.Condition == operation,
        ArrowExpressionClauseSyntax => operation is not AssignmentExpressionSyntax
            && operation.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression),
        _ => true,
    };

    private static SyntaxNode WithUnchecked(SyntaxNode root, ExpressionSyntax operation) => operation.Parent switch
    {
        // Nothing else is inside these checks.
        CheckedExpressionSyntax { RawKind: (int)SyntaxKind.CheckedExpression } around
            => root.ReplaceNode(around, Unchecked(operation.WithoutTrivia()).WithTriviaFrom(around)),

        // unchecked(...) is no statement.
        ExpressionStatementSyntax statement => root.ReplaceNode(statement, Unchecked(statement)),
        _ => root.ReplaceNode(operation, Unchecked(operation.WithoutTrivia()).WithTriviaFrom(operation)),
    };

    private static CheckedExpressionSyntax Unchecked(ExpressionSyntax operation)
        => SyntaxFactory.CheckedExpression(SyntaxKind.UncheckedExpression, operation);

    private static CheckedStatementSyntax Unchecked(ExpressionStatementSyntax statement)
        => SyntaxFactory.CheckedStatement(
                SyntaxKind.UncheckedStatement, SyntaxFactory.Block(statement.WithoutTrivia()))
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
}
