using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.Generators.Cpu;

/// <summary>
/// The index of a row's thread, and its comparisons with the lengths of spans, where it is known to be inside. What is known
/// of elements there is told by <see cref="ElementRule"/>.
/// </summary>
internal sealed class RowIndexRule(RowIndex index, SemanticModel model) : BodyRule
{
    private const string IsInside = CpuBody.Watch + ".IsInside";

    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node == index.Initializer)
        {
            string sum = $"{CpuBody.LocalOf("BlockIdx")}.X * {CpuBody.LocalOf("BlockDim")}.X + {CpuBody.LocalOf("ThreadIdx")}.X";
            edits.Insert(node.SpanStart, $"{IsInside} ? unchecked({sum}) : ");
        }
        else if (ComparisonAt(node) is { } inside)
        {
            edits.Insert(node.SpanStart, inside ? $"({IsInside} || " : $"(!{IsInside} && ");
        }
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (ComparisonAt(node) is not null)
            edits.Insert(node.Span.End, ")");
    }

    private bool? ComparisonAt(SyntaxNode node)
        => node.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
                or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            ? index.ResultInside(model.GetOperation(node))
            : null;
}
