using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cpu;

/// <summary>One row of the table in docs/generator.md: what it replaces in a body.</summary>
internal abstract class BodyRule
{
    /// <summary>Makes the replacements in front of and inside a node, before its children are visited.</summary>
    public virtual void Enter(SyntaxNode node, TextEdits edits)
    {
    }

    /// <summary>Makes the replacements behind a node, after its children have been visited.</summary>
    public virtual void Leave(SyntaxNode node, TextEdits edits)
    {
    }

    /// <summary>Whether the expression stands where C# takes statements only, and so no parentheses around it.</summary>
    protected static bool IsStatement(ExpressionSyntax expression) => expression.Parent switch
    {
        ExpressionStatementSyntax => true,
        ForStatementSyntax loop => loop.Condition != expression,
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => IsVoid(method.ReturnType),
        ArrowExpressionClauseSyntax { Parent: LocalFunctionStatementSyntax function } => IsVoid(function.ReturnType),
        _ => false,
    };

    /// <summary>Whether a function of that return type returns nothing.</summary>
    public static bool IsVoid(TypeSyntax returnType) => returnType is PredefinedTypeSyntax { Keyword.ValueText: "void" };
}
