using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Generators.Cpu;

/// <summary>
/// An element that is used as a variable. A span's indexer returns a reference, its twin's a value, so that
/// <c>span[i] += await ..</c> compiles; where a reference is meant, the twin has <c>At</c>.
/// </summary>
internal sealed class ElementRule(SemanticModel model) : BodyRule
{
    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (node is not ElementAccessExpressionSyntax element
            || !DeviceTypes.IsSpan(model.GetTypeInfo(element.Expression).Type))
        {
            return;
        }

        var brackets = element.ArgumentList;
        if (IsReferenced(element))
        {
            edits.Replace(brackets.OpenBracketToken.Span, ".At(");
            edits.Replace(brackets.CloseBracketToken.Span, ")");
        }
        else if (IsTarget(element) && IsRow(element.Expression, out var row))
        {
            // C# sets no element of a struct that is a mere value, such as the twin of a row.
            // The name keeps the column apart from the caller's line, an optional argument of the other indexer.
            edits.Replace(
                TextSpan.FromBounds(row.ArgumentList.CloseBracketToken.SpanStart, brackets.OpenBracketToken.Span.End),
                ", column: ");
        }
        else if (IsTarget(element) && !IsVariable(element.Expression))
        {
            edits.Replace(brackets.OpenBracketToken.Span, ".At(");
            edits.Replace(brackets.CloseBracketToken.Span, ")");
        }
    }

    private bool IsReferenced(ExpressionSyntax element)
    {
        ExpressionSyntax place = element;
        while (true)
        {
            switch (place.Parent)
            {
                case ParenthesizedExpressionSyntax parentheses:
                    place = parentheses;
                    break;
                case RefExpressionSyntax:
                    return true;
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                    return true;
                case MemberAccessExpressionSyntax access when access.Expression == place:
                    if (model.GetSymbolInfo(access).Symbol is not IFieldSymbol)
                        return ReachesVariable(access);
                    place = access;
                    break;
                default:
                    return place != element && place is MemberAccessExpressionSyntax && IsTarget(place);
            }
        }
    }

    /// <summary>Whether a method or property is reached that may change the element it is reached through.</summary>
    private bool ReachesVariable(MemberAccessExpressionSyntax access) => model.GetSymbolInfo(access).Symbol switch
    {
        IMethodSymbol { ReducedFrom: { } extension } => extension.Parameters[0].RefKind != RefKind.None,
        IMethodSymbol method => !method.IsReadOnly && !method.ContainingType.IsReferenceType,
        IPropertySymbol { SetMethod.IsReadOnly: false } => IsTarget(access),
        _ => false,
    };

    private static bool IsTarget(ExpressionSyntax place) => place.Parent switch
    {
        ParenthesizedExpressionSyntax parentheses => IsTarget(parentheses),
        AssignmentExpressionSyntax assignment => assignment.Left == place,
        PrefixUnaryExpressionSyntax prefix
            => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression),
        PostfixUnaryExpressionSyntax postfix
            => postfix.IsKind(SyntaxKind.PostIncrementExpression) || postfix.IsKind(SyntaxKind.PostDecrementExpression),
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsTarget(tuple),
        _ => false,
    };

    private bool IsRow(ExpressionSyntax receiver, out ElementAccessExpressionSyntax row)
    {
        row = (receiver as ElementAccessExpressionSyntax)!;
        return row is not null && DeviceTypes.TwinOf(model.GetTypeInfo(row.Expression).Type) is not null;
    }

    private bool IsVariable(ExpressionSyntax receiver) => model.GetSymbolInfo(receiver).Symbol switch
    {
        ILocalSymbol local => local.RefKind != RefKind.RefReadOnly,
        IParameterSymbol parameter => parameter.RefKind is RefKind.None or RefKind.Ref,
        _ => false,
    };
}
