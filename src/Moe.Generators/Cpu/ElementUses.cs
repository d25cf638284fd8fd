using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>How a body uses an element of a span.</summary>
internal enum ElementUse
{
    /// <summary>It is read, or set through the indexer of a variable; or there is no element.</summary>
    Value,

    /// <summary>It is set through the indexer of a row, which is a mere value.</summary>
    OfRow,

    /// <summary>A reference to it is needed.</summary>
    Reference,
}

/// <summary>Tells how elements are used.</summary>
internal sealed class ElementUses(SemanticModel model)
{
    /// <summary>How an element is used.</summary>
    public ElementUse Of(ElementAccessExpressionSyntax element)
    {
        if (!DeviceTypes.IsSpan(model.GetTypeInfo(element.Expression).Type))
            return ElementUse.Value;
        if (IsReferenced(element))
            return ElementUse.Reference;
        if (!IsTarget(element) || IsVariable(element.Expression))
            return ElementUse.Value;
        return IsRow(element.Expression) ? ElementUse.OfRow : ElementUse.Reference;
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

    private bool IsRow(ExpressionSyntax receiver)
        => receiver is ElementAccessExpressionSyntax row
            && DeviceTypes.TwinOf(model.GetTypeInfo(row.Expression).Type) is not null;

    private bool IsVariable(ExpressionSyntax receiver) => model.GetSymbolInfo(receiver).Symbol switch
    {
        ILocalSymbol local => local.RefKind != RefKind.RefReadOnly,
        IParameterSymbol parameter => parameter.RefKind is RefKind.None or RefKind.Ref,
        _ => false,
    };
}
