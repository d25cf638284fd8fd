using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary><c>foreach</c> over a span: its twin is told the line, which C# gives no enumerator.</summary>
internal sealed class ForEachRule(SemanticModel model) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (Loop(node) is { } loop && NeedsParentheses(loop.Expression))
            edits.Insert(loop.Expression.SpanStart, "(");
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (node.Parent is CommonForEachStatementSyntax loop && loop.Expression == node && Loop(loop) is not null)
            edits.Insert(node.Span.End, NeedsParentheses(loop.Expression) ? ").Each()" : ".Each()");
    }

    private CommonForEachStatementSyntax? Loop(SyntaxNode node)
        => node is CommonForEachStatementSyntax loop && DeviceTypes.IsSpan(model.GetTypeInfo(loop.Expression).Type)
            ? loop
            : null;

    private static bool NeedsParentheses(ExpressionSyntax expression)
        => expression is not (SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax);
}
