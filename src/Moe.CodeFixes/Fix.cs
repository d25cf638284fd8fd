using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Moe.CodeFixes;

/// <summary>A fix that replaces the declaration in which a finding lies.</summary>
internal static class Fix
{
    /// <summary>Offers the fix.</summary>
    /// <param name="context">The finding.</param>
    /// <param name="title">What the fix is called.</param>
    /// <param name="change">Makes a new root of the root and the declaration.</param>
    public static async Task RegisterAsync<TDeclaration>(
        CodeFixContext context, string title, Func<SyntaxNode, TDeclaration, SyntaxNode> change)
        where TDeclaration : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<TDeclaration>() is not { } declaration)
            return;
        var action = CodeAction.Create(
            title,
            _ => Task.FromResult(context.Document.WithSyntaxRoot(change(root, declaration))),
            equivalenceKey: title);
        context.RegisterCodeFix(action, context.Diagnostics);
    }
}
