using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// All that device code needs an unsafe context for is the size of a struct, which can be had without one; and in an
/// unsafe context C# does not await.
/// </summary>
internal sealed class UnsafeRule : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is UnsafeStatementSyntax statement)
            edits.Remove(statement.UnsafeKeyword.Span);
        else if (node is SizeOfExpressionSyntax { Type: not PredefinedTypeSyntax } size)
        {
            edits.Replace(
                TextSpan.FromBounds(size.SpanStart, size.OpenParenToken.Span.End),
                "global::System.Runtime.CompilerServices.Unsafe.SizeOf<");
            edits.Replace(size.CloseParenToken.Span, ">()");
        }
    }
}
