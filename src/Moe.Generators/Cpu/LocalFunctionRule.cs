using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// A local function: no longer static, so that it can reach the thread, and async where it can wait.
/// </summary>
internal sealed class LocalFunctionRule(SemanticModel model, WaitingCalls waiting) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is not LocalFunctionStatementSyntax function
            || model.GetDeclaredSymbol(function) is not IMethodSymbol symbol)
        {
            return;
        }

        if (function.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.StaticKeyword)) is { RawKind: not 0 } keyword)
            edits.Remove(TextSpan.FromBounds(keyword.SpanStart, keyword.GetNextToken().SpanStart));
        if (!waiting.CanWait(symbol))
            return;
        var type = function.ReturnType;
        if (symbol.ReturnsVoid)
        {
            edits.Replace(type.Span, "async global::Moe.Dsl.KernelTask");
        }
        else
        {
            edits.Insert(type.SpanStart, "async global::Moe.Dsl.KernelTask<");
            edits.Insert(type.Span.End, ">");
        }
    }
}
