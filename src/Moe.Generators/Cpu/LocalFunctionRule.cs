using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>A local function: it captures the thread, so it is not static; one that can wait is async.</summary>
internal sealed class LocalFunctionRule(WaitingCalls waiting) : BodyRule
{
    private const string Task = "global::Moe.Dsl.KernelTask";

    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is not LocalFunctionStatementSyntax function)
            return;
        if (function.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.StaticKeyword)) is { RawKind: not 0 } word)
            edits.Remove(word.Span);
        if (!waiting.CanWait(function))
            return;
        if (IsVoid(function.ReturnType))
            edits.Replace(function.ReturnType.Span, $"async {Task}");
        else
            edits.Insert(function.ReturnType.SpanStart, $"async {Task}<");
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (node.Parent is LocalFunctionStatementSyntax function && function.ReturnType == node
            && !IsVoid(function.ReturnType) && waiting.CanWait(function))
        {
            edits.Insert(node.Span.End, ">");
        }
    }
}
