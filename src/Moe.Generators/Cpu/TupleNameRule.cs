using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>
/// A tuple's element whose name C# takes from the field that is its value, <c>(pairs[i].Left, 1)</c>: the name is
/// written, for in the CPU body the value is a call.
/// </summary>
internal sealed class TupleNameRule(SemanticModel model) : BodyRule
{
    public override void Enter(SyntaxNode node, TextEdits edits)
    {
        if (node is ArgumentSyntax
            {
                NameColon: null, Expression: MemberAccessExpressionSyntax, Parent: TupleExpressionSyntax tuple,
            } argument
            && model.GetTypeInfo(tuple).Type is INamedTypeSymbol { IsTupleType: true } type
            && type.TupleElements[tuple.Arguments.IndexOf(argument)] is { CorrespondingTupleField: { } place } element
            && element.Name != place.Name
            && !IsTarget(tuple))
        {
            edits.Insert(argument.SpanStart, element.Name + ": ");
        }
    }

    private static bool IsTarget(TupleExpressionSyntax tuple) => tuple.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == tuple,
        ArgumentSyntax { Parent: TupleExpressionSyntax outer } => IsTarget(outer),
        _ => false,
    };
}
