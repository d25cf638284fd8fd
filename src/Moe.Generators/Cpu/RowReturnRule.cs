using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>A thread's return, where the body stands in a loop over threads: the next thread begins.</summary>
internal sealed class RowReturnRule : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is ReturnStatementSyntax statement && EndsThread(statement))
            edits.Replace(statement.ReturnKeyword.Span, "goto " + CpuBody.Next);
    }

    private static bool EndsThread(ReturnStatementSyntax statement)
        => !statement.Ancestors().TakeWhile(a => a is not MethodDeclarationSyntax)
            .Any(a => a is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
}
