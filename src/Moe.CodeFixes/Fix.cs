using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Moe.CodeFixes;

/// <summary>Offers fixes.</summary>
internal static class Fix
{
    /// <summary>Offers a fix that replaces the declaration in which a finding lies.</summary>
    /// <param name="context">The finding.</param>
    /// <param name="title">What the fix is called.</param>
    /// <param name="change">Makes a new root of the root and the declaration.</param>
    /// <param name="fits">Whether it can be offered for the declaration; always, if left out.</param>
    public static async Task RegisterAsync<TDeclaration>(
        CodeFixContext context,
        string title,
        Func<SyntaxNode, TDeclaration, SyntaxNode> change,
        Func<TDeclaration, bool>? fits = null)
        where TDeclaration : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<TDeclaration>() is { } declaration
            && fits?.Invoke(declaration) != false)
        {
            Offer(context, title, context.Document, () => change(root, declaration));
        }
    }

    /// <summary>Offers a fix that changes the declaration of what a finding refers to, wherever that stands.</summary>
    /// <param name="context">The finding.</param>
    /// <param name="title">What the fix is called.</param>
    /// <param name="declared">What the finding refers to.</param>
    /// <param name="change">Makes a new root of the root and the declaration.</param>
    public static async Task RegisterAsync<TDeclaration>(
        CodeFixContext context, string title, ISymbol declared, Func<SyntaxNode, TDeclaration, SyntaxNode> change)
        where TDeclaration : SyntaxNode
    {
        foreach (var reference in declared.DeclaringSyntaxReferences)
        {
            var node = await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false);
            if (context.Document.Project.Solution.GetDocument(reference.SyntaxTree) is { } document
                && node.FirstAncestorOrSelf<TDeclaration>() is { } declaration)
            {
                Offer(context, title, document, () => change(reference.SyntaxTree.GetRoot(), declaration));
                return;
            }
        }
    }

    private static void Offer(CodeFixContext context, string title, Document document, Func<SyntaxNode> change)
    {
        var action = CodeAction.Create(
            title,
            _ => Task.FromResult(document.WithSyntaxRoot(change()).Project.Solution),
            equivalenceKey: title);
        context.RegisterCodeFix(action, context.Diagnostics);
    }
}
