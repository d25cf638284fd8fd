using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>Makes a method's CPU body of the author's own text.</summary>
internal static class CpuBodyTranslator
{
    /// <summary>Translates a body.</summary>
    /// <param name="declaration">The method, with a body.</param>
    /// <param name="isRow">Whether it is to stand in a loop over threads.</param>
    /// <param name="index">The index of such a loop's threads, if they have one.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The body; null where an error is reported in it, which is shown once, where it was made.</returns>
    public static CpuBody? Translate(
        MethodDeclarationSyntax declaration,
        bool isRow,
        RowIndex? index,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        SyntaxNode? body = (SyntaxNode?)declaration.Body ?? declaration.ExpressionBody;
        if (body is null
            || MethodErrors.Any(declaration, model, cancellationToken)
            || HeldReferences.In(declaration, model, cancellationToken).Any())
        {
            return null;
        }

        var whole = TextSpan.FromBounds(body.SpanStart, Math.Max(body.Span.End, declaration.SemicolonToken.Span.End));
        var edits = new TextEdits();
        bool canOverflow = OverflowRule.CanOverflow(body, model);
        bool isChecked = canOverflow || model.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true };

        if (canOverflow)
            CheckedBody.Open(declaration, edits);
        else if (isRow && declaration.ExpressionBody is { } arrow)
            edits.Replace(arrow.ArrowToken.Span, "{");
        BlankDirectives(body, whole, edits);
        var waiting = new WaitingCalls(model, cancellationToken);
        var walker = new BodyWalker(
            [
                new RegisterRule(model),
                new TupleNameRule(model),
                new OverflowRule(model, isChecked),
                new AwaitRule(waiting),
                new LocalFunctionRule(waiting),
                new TwinCallRule(model),
                new PerThreadRule(model, isRow),
                new DeviceTypeRule(model),
                new ElementRule(model, index),
                new ForEachRule(model),
                new UnsafeRule(),
                .. isRow ? new BodyRule[] { new RowReturnRule() } : [],
                .. index is not null ? new BodyRule[] { new RowIndexRule(index, model) } : [],
            ],
            edits,
            cancellationToken);
        walker.Visit(body);
        if (canOverflow)
            CheckedBody.Close(declaration, edits);
        else if (isRow && declaration.ExpressionBody is not null)
            edits.Insert(declaration.SemicolonToken.Span.End, " }");

        var place = declaration.SyntaxTree.GetMappedLineSpan(body.Span, cancellationToken);
        string text = edits.Apply(declaration.SyntaxTree.GetText(cancellationToken), whole);

        // Whether a file is checked out with one kind of line ends or the other is its folder's affair.
        text = text.Replace("\r\n", "\n");

        // The padding keeps the author's columns, so that a breakpoint's highlight fits.
        string padding = new(' ', place.StartLinePosition.Character);
        return new CpuBody(padding + text, place.Path, place.StartLinePosition.Line + 1);
    }

    /// <summary>
    /// Leaves the lines of directives, and of what they exclude, empty: the symbols of the author's file may not be
    /// defined in the generated one.
    /// </summary>
    private static void BlankDirectives(SyntaxNode body, TextSpan whole, TextEdits edits)
    {
        if (!body.ContainsDirectives)
            return;
        foreach (var trivia in body.DescendantTrivia().Where(t => whole.Contains(t.FullSpan)))
        {
            if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia))
                edits.Replace(trivia.FullSpan, new string('\n', trivia.ToFullString().Count(c => c == '\n')));
        }
    }
}
