using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Moe.Fuzz.Ways;

/// <summary>
/// Rewrites methods so that C# itself throws where the kernel language calls it an error: each addition, subtraction,
/// multiplication, increment, decrement and negation of int and long that the author left unmarked is checked by
/// itself, and each of its operands is not.
/// </summary>
internal sealed class CheckedReference(SemanticModel model) : CSharpSyntaxRewriter
{
    // What is used as it stands in a CPU body is used as it stands here.
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) => node;

    public override SyntaxNode? VisitCheckedExpression(CheckedExpressionSyntax node) => node;

    public override SyntaxNode? VisitCheckedStatement(CheckedStatementSyntax node) => node;

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        bool isChecked = IsWide(model.GetTypeInfo(node).Type) && !model.GetConstantValue(node).HasValue
            && (node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression);
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return isChecked
            ? Checked(visited.WithLeft(Unchecked(visited.Left)).WithRight(Unchecked(visited.Right)))
            : visited;
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        var visited = (PrefixUnaryExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        switch (node.Kind())
        {
            case SyntaxKind.UnaryMinusExpression
                when IsWide(model.GetTypeInfo(node).Type) && !model.GetConstantValue(node).HasValue:
                return Checked(visited.WithOperand(Unchecked(visited.Operand)));
            case SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                when IsWide(model.GetTypeInfo(node.Operand).Type):
                return Checked(visited.WithOperand(Target(visited.Operand)), node);
            default:
                return visited;
        }
    }

    public override SyntaxNode? VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        var visited = (PostfixUnaryExpressionSyntax)base.VisitPostfixUnaryExpression(node)!;
        return IsWide(model.GetTypeInfo(node.Operand).Type)
            ? Checked(visited.WithOperand(Target(visited.Operand)), node)
            : visited;
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        bool isChecked = IsWide(model.GetTypeInfo(node.Left).Type)
            && (node.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
                or SyntaxKind.MultiplyAssignmentExpression);
        return isChecked
            ? Checked(visited.WithLeft(Target(visited.Left)).WithRight(Unchecked(visited.Right)), node)
            : visited;
    }

    private static bool IsWide(ITypeSymbol? type)
        => ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type)?.SpecialType
            is SpecialType.System_Int32 or SpecialType.System_Int64;

    private static CheckedExpressionSyntax Checked(ExpressionSyntax expression)
        => CheckedExpression(SyntaxKind.CheckedExpression, expression);

    // A checked expression is no statement.
    private static ExpressionSyntax Checked(ExpressionSyntax changed, ExpressionSyntax original)
        => original.Parent is ExpressionStatementSyntax
            || original.Parent is ForStatementSyntax loop && loop.Incrementors.Contains(original)
            ? AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName("_"), Checked(changed))
            : Checked(changed);

    private static ExpressionSyntax Unchecked(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax or LiteralExpressionSyntax
            ? expression
            : CheckedExpression(SyntaxKind.UncheckedExpression, expression);

    // A place is no expression that could be wrapped: what its indices compute is.
    private static ExpressionSyntax Target(ExpressionSyntax place)
        => place.ReplaceNodes(
            place.DescendantNodesAndSelf().OfType<ArgumentSyntax>().Where(a => a.RefOrOutKeyword.IsKind(SyntaxKind.None)
                && !a.Ancestors().TakeWhile(n => n != place).OfType<ArgumentSyntax>().Any()),
            (_, argument) => argument.WithExpression(Unchecked(argument.Expression)));
}
