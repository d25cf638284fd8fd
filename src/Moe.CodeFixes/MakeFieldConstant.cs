using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators;

namespace Moe.CodeFixes;

/// <summary>Makes a static read-only field whose value is a constant a const.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakeFieldConstant : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.StaticState.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var node = root!.FindNode(context.Span, getInnermostNodeForTie: true);
        if (model!.GetSymbolInfo(node, context.CancellationToken).Symbol is IFieldSymbol field
            && CanBeConstant(field, model!.Compilation, context.CancellationToken))
        {
            await Fix.RegisterAsync<FieldDeclarationSyntax>(context, "Make the field a const", field, WithConst)
                .ConfigureAwait(false);
        }
    }

    private static bool CanBeConstant(IFieldSymbol field, Compilation compilation, CancellationToken cancellationToken)
    {
        bool hasConstantType = field.Type.TypeKind == TypeKind.Enum
            || field.Type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;
        return hasConstantType && field is { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences.Length: 1 }
            && field.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken).Parent is VariableDeclarationSyntax declaration
            && declaration.Variables.All(v => v.Initializer is { } initializer
                && SemanticModelOf(initializer).GetConstantValue(initializer.Value, cancellationToken).HasValue);

        SemanticModel SemanticModelOf(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree);
    }

    private static SyntaxNode WithConst(SyntaxNode root, FieldDeclarationSyntax field)
    {
        var first = field.Modifiers.First(IsReplaced);
        var constant = SyntaxFactory.Token(SyntaxKind.ConstKeyword).WithTriviaFrom(first);
        var modifiers = field.Modifiers.Select(m => m == first ? constant : m).Where(m => !IsReplaced(m));
        return root.ReplaceNode(field, field.WithModifiers(SyntaxFactory.TokenList(modifiers)));
    }

    private static bool IsReplaced(SyntaxToken modifier)
        => modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.ReadOnlyKeyword);
}
