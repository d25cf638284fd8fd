using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// An element that is used as a variable. A span's indexer returns a reference, its twin's a value, so that
/// <c>span[i] += await ..</c> compiles; where a reference is meant, the twin has <c>At</c>.
/// </summary>
internal sealed class ElementRule(SemanticModel model) : BodyRule
{
    private readonly ElementUses _uses = new(model);

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (node is not ElementAccessExpressionSyntax element)
            return;
        var brackets = element.ArgumentList;
        switch (_uses.Of(element))
        {
            case ElementUse.Reference:
                edits.Replace(brackets.OpenBracketToken.Span, ".At(");
                edits.Replace(brackets.CloseBracketToken.Span, ")");
                break;
            case ElementUse.OfRow:
                // The name keeps the column apart from the caller's line, an optional argument of the other indexer.
                int end = ((ElementAccessExpressionSyntax)element.Expression).ArgumentList.CloseBracketToken.SpanStart;
                edits.Replace(TextSpan.FromBounds(end, brackets.OpenBracketToken.Span.End), ", column: ");
                break;
        }
    }
}
