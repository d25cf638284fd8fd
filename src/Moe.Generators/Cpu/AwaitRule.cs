using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>A call that can wait: awaited.</summary>
internal sealed class AwaitRule(WaitingCalls waiting) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is InvocationExpressionSyntax call && waiting.CanWait(call))
            edits.Insert(call.SpanStart, IsStatement(call) ? "await " : "(await ");
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (node is InvocationExpressionSyntax call && waiting.CanWait(call) && !IsStatement(call))
            edits.Insert(call.Span.End, ")");
    }
}
