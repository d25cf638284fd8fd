using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cpu;

/// <summary>How a body reaches an element of a span.</summary>
internal enum ElementReach
{
    /// <summary>There is no element, or it is read or set through the indexer of a variable.</summary>
    Value,

    /// <summary>It is read at an index that branches.</summary>
    Got,

    /// <summary>It is set at an index that branches, or to a value that does.</summary>
    Set,

    /// <summary>It is set through the indexer of a row, which is a mere value.</summary>
    OfRow,

    /// <summary>A reference to it is needed.</summary>
    Reference,

    /// <summary>One of its fields is read.</summary>
    Field,

    /// <summary>A reference to one of its fields is needed.</summary>
    FieldReference,
}

/// <summary>What a body does with an element.</summary>
/// <param name="Reach">How it reaches it.</param>
/// <param name="Place">The element, or the field of it that is used.</param>
/// <param name="Access">The name of a MemoryAccess, where a reference is needed or the element is set.</param>
internal readonly record struct ElementUse(ElementReach Reach, ExpressionSyntax Place, string Access)
{
    /// <summary>Whether there is a reference that could be held while the thread waits.</summary>
    public bool IsReference => Reach is ElementReach.Reference or ElementReach.FieldReference;
}

/// <summary>Tells how elements are used.</summary>
internal sealed class ElementUses(SemanticModel model)
{
    private readonly Dictionary<ElementAccessExpressionSyntax, ElementUse> _known = [];

    /// <summary>How an element is used.</summary>
    public ElementUse Of(ElementAccessExpressionSyntax element)
    {
        if (!_known.TryGetValue(element, out var use))
            _known.Add(element, use = Find(element));
        return use;
    }

    private ElementUse Find(ElementAccessExpressionSyntax element)
    {
        if (!DeviceTypes.IsSpan(model.GetTypeInfo(element.Expression).Type))
            return new ElementUse(ElementReach.Value, element, "");
        var place = FieldOf(element);

        // What changes an element that can only be read changes a copy of it.
        if (ReferenceTo(place) is { } access && !(access == "Update" && IsReadOnly(element)))
            return new ElementUse(place == element ? ElementReach.Reference : ElementReach.FieldReference, place, access);
        if (TargetAccess(place) is not { } written)
        {
            var reach = place != element ? ElementReach.Field
                : Branches(element.ArgumentList) && CanBeHanded(element) ? ElementReach.Got
                : ElementReach.Value;
            return new ElementUse(reach, place, "");
        }

        if (place != element)
            return new ElementUse(ElementReach.FieldReference, place, written);
        if (IsVariable(element.Expression) && !IsReassigned(element))
        {
            bool isSet = element.Parent is AssignmentExpressionSyntax assignment
                && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && (Branches(assignment.Right) || Branches(element.ArgumentList)) && CanBeHanded(element);
            return new ElementUse(isSet ? ElementReach.Set : ElementReach.Value, place, written);
        }

        return new ElementUse(IsRow(element.Expression) ? ElementReach.OfRow : ElementReach.Reference, place, written);
    }

    /// <summary>The field of a field of the element that is meant, or the element itself.</summary>
    private ExpressionSyntax FieldOf(ElementAccessExpressionSyntax element)
    {
        ExpressionSyntax field = element;
        for (ExpressionSyntax place = element; ; place = (ExpressionSyntax)place.Parent!)
        {
            if (place.Parent is MemberAccessExpressionSyntax access && access.Expression == place
                && model.GetSymbolInfo(access).Symbol is IFieldSymbol)
                field = access;
            else if (place.Parent is not ParenthesizedExpressionSyntax)
                return field;
        }
    }

    /// <summary>The access for which a reference is taken; null where none is.</summary>
    private string? ReferenceTo(ExpressionSyntax place) => place.Parent switch
    {
        ParenthesizedExpressionSyntax parentheses => ReferenceTo(parentheses),
        RefExpressionSyntax => "Hand",
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => AccessOf(argument),
        MemberAccessExpressionSyntax access when access.Expression == place => ChangeBy(access),
        _ => null,
    };

    private string AccessOf(ArgumentSyntax argument)
    {
        if (argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword))
            return "Read";
        return argument.Parent?.Parent is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && method.ContainingType.Is(KnownNames.Atomic)
            ? AtomicAccessOf(method.Name)
            : "Hand";
    }

    private static string AtomicAccessOf(string operation)
    {
        if (operation.StartsWith("Load", StringComparison.Ordinal))
            return "AtomicRead";
        return operation == "Exchange" || operation.StartsWith("Store", StringComparison.Ordinal)
            ? "AtomicWrite"
            : "AtomicUpdate";
    }

    /// <summary>The access of a method or property that may change what it is reached through.</summary>
    private string? ChangeBy(MemberAccessExpressionSyntax access) => model.GetSymbolInfo(access).Symbol switch
    {
        IMethodSymbol { ReducedFrom: { } extension } => extension.Parameters[0].RefKind == RefKind.None ? null : "Hand",
        IMethodSymbol method => method.IsReadOnly || method.ContainingType.IsReferenceType ? null : "Update",
        IPropertySymbol { SetMethod.IsReadOnly: false } => TargetAccess(access) is null ? null : "Update",
        _ => null,
    };

    private static string? TargetAccess(ExpressionSyntax place) => place.Parent switch
    {
        ParenthesizedExpressionSyntax parentheses => TargetAccess(parentheses),
        AssignmentExpressionSyntax assignment when assignment.Left == place
            => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? "Write" : "Update",
        PrefixUnaryExpressionSyntax prefix
            when prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => "Update",
        PostfixUnaryExpressionSyntax postfix
            when postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => "Update",
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => TargetAccess(tuple),
        _ => null,
    };

    private bool IsReadOnly(ElementAccessExpressionSyntax element)
        => DeviceTypes.TwinOf(model.GetTypeInfo(element.Expression).Type) == DeviceTypes.View;

    /// <summary>
    /// Whether what is assigned to the element comes of an expression that changes the span: C# has found the element
    /// before, an indexer that sets would look for it afterwards.
    /// </summary>
    private bool IsReassigned(ElementAccessExpressionSyntax element)
    {
        SyntaxNode target = element;
        while (target.Parent is ParenthesizedExpressionSyntax or ArgumentSyntax or TupleExpressionSyntax)
            target = target.Parent;
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target
            && (Changes(assignment.Right, element.Expression)
                || target is TupleExpressionSyntax targets && Changes(targets, element.Expression));
    }

    /// <summary>Whether evaluating an operand changes a span, but for setting its elements.</summary>
    private bool Changes(ExpressionSyntax operand, ExpressionSyntax span)
    {
        // What only encloses an operand is no operation.
        while (operand is ParenthesizedExpressionSyntax or CheckedExpressionSyntax)
        {
            operand = operand is ParenthesizedExpressionSyntax parentheses
                ? parentheses.Expression
                : ((CheckedExpressionSyntax)operand).Expression;
        }

        return model.GetSymbolInfo(span).Symbol is { } variable
            && model.GetOperation(operand) is { } operation && AssignedVariables.In(operation).Contains(variable);
    }

    /// <summary>
    /// Whether a method may be handed the span in place of the indexer: nothing changes it before the element is reached, and
    /// the call is in the line of the bracket, as which it reports itself.
    /// </summary>
    private bool CanBeHanded(ElementAccessExpressionSyntax element)
        => model.GetSymbolInfo(element.Expression).Symbol
                is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None }
            && element.ArgumentList.Arguments.All(argument => !Changes(argument.Expression, element.Expression))
            && LineOf(element.GetFirstToken()) == LineOf(element.ArgumentList.OpenBracketToken);

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line;

    private static bool Branches(SyntaxNode operand) => operand.DescendantNodesAndSelf().Any(
        node => node is ConditionalExpressionSyntax or SwitchExpressionSyntax or IsPatternExpressionSyntax
            || node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression);

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
