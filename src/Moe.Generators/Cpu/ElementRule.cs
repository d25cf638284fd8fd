using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// An element that is used as a variable. A span's indexer returns a reference, its twin's a value, so that
/// <c>span[i] += await ..</c> compiles; where a reference is meant, the twin has <c>At</c>, which is told what is done with
/// it. Of a field the place is reported, not the element: threads may share an element, each with a field of its own. Where
/// an operand branches, <c>MemoryElement</c> takes the place of the indexer. What is at a row's index is not asked whether it
/// is inside, where that is known of the row.
/// </summary>
internal sealed class ElementRule(SemanticModel model, RowIndex? index) : BodyRule
{
    private const string Watch = "global::Moe.Dsl.MemoryWatch";
    private const string Accesses = "global::Moe.Dsl.MemoryAccess";
    private const string Element = "global::Moe.Dsl.MemoryElement";

    private readonly ElementUses _uses = new(model);

    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (FieldUse(node) is { } use)
        {
            string member = use.Reach == ElementReach.Field ? "Read(in "
                : use.Access == "Read" ? "ReadAt(in "
                : "At(ref ";
            edits.Insert(node.SpanStart, $"{Watch}.{member}");
        }
        else if (SetBy(node) is { } target)
        {
            edits.Insert(node.SpanStart, $"{Element}.Set<{TypeOf(target)}>(");
        }
        else if (node is ElementAccessExpressionSyntax element && _uses.Of(element).Reach == ElementReach.Got)
        {
            edits.Insert(node.SpanStart, $"{Element}.Get<{TypeOf(element)}>(");
        }
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (FieldUse(node) is { } field)
        {
            bool isRead = field.Reach == ElementReach.Field || field.Access == "Read";
            edits.Insert(node.Span.End, isRead ? ")" : $", {Accesses}.{field.Access})");
        }
        else if (SetBy(node) is { } target)
        {
            edits.Insert(node.Span.End, $"{InsideArgument(target)})");
        }

        if (node is ElementAccessExpressionSyntax element)
            LeaveElement(element, edits);
    }

    private void LeaveElement(ElementAccessExpressionSyntax element, TextEdits edits)
    {
        var brackets = element.ArgumentList;
        var use = _uses.Of(element);
        switch (use.Reach)
        {
            case ElementReach.Set:
                edits.Replace(brackets.OpenBracketToken.Span, ", ");
                edits.Remove(brackets.CloseBracketToken.Span);
                edits.Replace(((AssignmentExpressionSyntax)element.Parent!).OperatorToken.Span, ",");
                break;
            case ElementReach.Got:
                edits.Replace(brackets.OpenBracketToken.Span, ", ");
                edits.Replace(brackets.CloseBracketToken.Span, ")");
                break;
            case ElementReach.Value:
                edits.Insert(brackets.CloseBracketToken.SpanStart, InsideArgument(element));
                break;
            case ElementReach.Reference:
                edits.Replace(brackets.OpenBracketToken.Span, ".At(");
                edits.Replace(brackets.CloseBracketToken.Span, $", {Accesses}.{use.Access}{InsideArgument(element)})");
                break;
            case ElementReach.Field or ElementReach.FieldReference:
                edits.Replace(brackets.OpenBracketToken.Span, ".At(");
                edits.Replace(brackets.CloseBracketToken.Span, ")");
                break;
            case ElementReach.OfRow:
                // The name keeps the column apart from the caller's line, an optional argument of the other indexer.
                int end = ((ElementAccessExpressionSyntax)element.Expression).ArgumentList.CloseBracketToken.SpanStart;
                edits.Replace(TextSpan.FromBounds(end, brackets.OpenBracketToken.Span.End), ", column: ");
                break;
        }
    }

    /// <summary>The element that the node sets where an operand branches; null where it is no such node.</summary>
    private ElementAccessExpressionSyntax? SetBy(SyntaxNode node)
        => node is AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax target }
            && _uses.Of(target).Reach == ElementReach.Set
            ? target
            : null;

    private string TypeOf(ElementAccessExpressionSyntax element)
        => ((INamedTypeSymbol)model.GetTypeInfo(element.Expression).Type!).TypeArguments[0]
            .ToDisplayString(DeviceTypes.Qualified);

    /// <summary>The argument that says that an element need not be asked whether it is there.</summary>
    private string InsideArgument(ElementAccessExpressionSyntax element)
        => index?.IsElement(model.GetOperation(element)) == true ? $", isInside: {CpuBody.Watch}.IsInside" : "";

    /// <summary>The use of the element whose field the node is; null where it is none, or a field of that is used.</summary>
    private ElementUse? FieldUse(SyntaxNode node)
    {
        if (node is not MemberAccessExpressionSyntax access)
            return null;
        ExpressionSyntax inner = access;
        while (inner is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax)
        {
            inner = inner is MemberAccessExpressionSyntax { Expression: var owner }
                ? owner
                : ((ParenthesizedExpressionSyntax)inner).Expression;
        }

        return inner is ElementAccessExpressionSyntax element && _uses.Of(element) is var use && use.Place == node
            ? use
            : null;
    }
}
