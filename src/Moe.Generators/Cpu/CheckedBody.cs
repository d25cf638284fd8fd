using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>Checks a whole body for overflow. An expression body becomes a block, in the same lines.</summary>
internal static class CheckedBody
{
    public static void Open(MethodDeclarationSyntax declaration, TextEdits edits)
    {
        if (declaration.Body is { } block)
            edits.Insert(block.OpenBraceToken.Span.End, " checked {");
        else if (declaration.ExpressionBody is { } arrow)
            edits.Replace(arrow.ArrowToken.Span, BodyRule.IsVoid(declaration.ReturnType) ? "{ checked {" : "{ checked { return");
    }

    public static void Close(MethodDeclarationSyntax declaration, TextEdits edits)
    {
        if (declaration.Body is { } block)
            edits.Insert(block.CloseBraceToken.SpanStart, "} ");
        else
            edits.Insert(declaration.SemicolonToken.Span.End, " } }");
    }
}
