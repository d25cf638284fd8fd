using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>
/// Overflow on int and long is an error, conversions and unsigned arithmetic wrap. C# makes one choice for both, so a
/// body that can overflow is checked as a whole, and what wraps inside it is unchecked.
/// </summary>
internal sealed class OverflowRule(SemanticModel model, bool isChecked) : BodyRule
{
    private readonly Stack<Choice> _choices = new([new Choice(null, isChecked, Closing: "")]);

    /// <summary>Whether anything in the body can overflow.</summary>
    public static bool CanOverflow(SyntaxNode body, SemanticModel model)
        => body.DescendantNodes(descendIntoChildren: node => !IsAuthors(node))
            .Any(node => IsError(node, model));

    /// <summary>Whether an overflow of that one expression is an error.</summary>
    public static bool IsError(SyntaxNode expression, SemanticModel model) => WantsChecked(expression, model) == true;

    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        var outer = _choices.Peek();
        if (IsAuthors(node))
        {
            _choices.Push(new Choice(node, IsChecked: null, Closing: ""));
        }
        else if (outer.IsChecked is { } inForce && WantsChecked(node, model) is { } wanted && wanted != inForce)
        {
            edits.Insert(
                node.SpanStart,
                (IsStatement((ExpressionSyntax)node) ? "_ = " : "") + (wanted ? "checked(" : "unchecked("));
            _choices.Push(new Choice(node, wanted, Closing: ")"));
        }
    }

    public override void Leave(SyntaxNode node, TextEdits edits)
    {
        if (_choices.Peek().Node == node)
            edits.Insert(node.Span.End, _choices.Pop().Closing);
    }

    private static bool IsAuthors(SyntaxNode node) => node is CheckedExpressionSyntax or CheckedStatementSyntax;

    /// <summary>True where overflow is an error, false where it wraps, null where there is none.</summary>
    private static bool? WantsChecked(SyntaxNode node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax when node.Kind() is
            SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression
            => OfValue((ExpressionSyntax)node, model),
        PrefixUnaryExpressionSyntax when node.IsKind(SyntaxKind.UnaryMinusExpression)
            => OfValue((ExpressionSyntax)node, model),
        PrefixUnaryExpressionSyntax prefix when node.Kind() is
            SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            => OfType(model.GetTypeInfo(prefix.Operand).Type),
        PostfixUnaryExpressionSyntax postfix when node.Kind() is
            SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
            => OfType(model.GetTypeInfo(postfix.Operand).Type),
        AssignmentExpressionSyntax assignment when node.Kind() is
            SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
            or SyntaxKind.MultiplyAssignmentExpression
            => OfType(model.GetTypeInfo(assignment.Left).Type),

        // Every other one converts its int back, where the variable is smaller.
        AssignmentExpressionSyntax assignment when !node.IsKind(SyntaxKind.SimpleAssignmentExpression)
            => OfType(model.GetTypeInfo(assignment.Left).Type) == false ? false : null,
        CastExpressionSyntax cast => OfCast(cast, model),
        _ => null,
    };

    private static bool? OfValue(ExpressionSyntax expression, SemanticModel model)
        => model.GetConstantValue(expression).HasValue ? null : OfType(model.GetTypeInfo(expression).Type);

    // An enum overflows as the numbers do that it is made of.
    private static bool? OfType(ITypeSymbol? type) => NumberOf(type)?.SpecialType switch
    {
        SpecialType.System_Int32 or SpecialType.System_Int64 => true,
        { } other when IsInteger(other) => false,
        _ => null,
    };

    private static bool? OfCast(CastExpressionSyntax cast, SemanticModel model)
    {
        if (model.GetConstantValue(cast).HasValue || model.GetTypeInfo(cast).Type is not { } target)
            return null;
        return HasInteger(target) && !IsImplicit(cast.Expression, target, model) ? false : null;
    }

    // A tuple's own expression takes on the type of its cast.
    private static bool IsImplicit(ExpressionSyntax operand, ITypeSymbol target, SemanticModel model)
        => target.IsTupleType
            ? model.GetTypeInfo(operand).Type is { } type && model.Compilation.ClassifyConversion(type, target).IsImplicit
            : model.ClassifyConversion(operand, target).IsImplicit;

    private static bool HasInteger(ITypeSymbol type)
        => type is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Any(element => HasInteger(element.Type))
            : IsInteger(NumberOf(type)!.SpecialType);

    private static ITypeSymbol? NumberOf(ITypeSymbol? type)
        => type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;

    private static bool IsInteger(SpecialType type)
        => type is SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>What is in force inside a node; null where the author chose.</summary>
    private sealed record Choice(SyntaxNode? Node, bool? IsChecked, string Closing);
}
