using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Moe.Fuzz.Shrinking;

/// <summary>
/// The ways to make a drawn source smaller: leave out a member, statement or section, put a body in place of its
/// statement, a part in place of its expression, a default in place of a value. Whether the result still is C# is for
/// the compiler to say; that its loops end, and that a kernel's threads meet, is seen to here.
/// </summary>
/// <param name="model">Knows the types.</param>
/// <param name="isKernel">Whether Run is a kernel.</param>
internal sealed class Edits(SemanticModel model, bool isKernel)
{
    /// <summary>Those of a whole source, each by itself.</summary>
    public List<Edit> Of(SyntaxNode root)
    {
        var edits = new List<Edit>();
        foreach (var node in root.DescendantNodes())
            edits.AddRange(OfNode(node).Where(edit => IsSafe(node, edit)));
        return [.. edits.Where(e => e.Saves > 0).Distinct().OrderByDescending(e => e.Saves)];
    }

    private IEnumerable<Edit> OfNode(SyntaxNode node) => node switch
    {
        _ when node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.Text: "Run" } && !isKernel => [],
        MethodDeclarationSyntax { Identifier.Text: "Run" } => [],
        MemberDeclarationSyntax { Parent: TypeDeclarationSyntax } or BaseTypeDeclarationSyntax
            { Parent: NamespaceDeclarationSyntax, Identifier.Text: not "Program" } => [Without(node)],
        IfStatementSyntax branch => [Without(node), InsteadOf(node, branch.Statement), .. ElseOf(branch)],
        WhileStatementSyntax loop => [Without(node), InsteadOf(node, loop.Statement)],
        DoStatementSyntax loop => [Without(node), InsteadOf(node, loop.Statement)],
        ForStatementSyntax loop => [Without(node), InsteadOf(node, loop.Statement)],
        CheckedStatementSyntax block when !isKernel => [InsteadOf(node, block.Block)],
        BlockSyntax { Parent: BlockSyntax } block => [Without(node), new Edit(node.Span, Inside(block))],
        StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } and not BreakStatementSyntax => [Without(node)],
        SwitchSectionSyntax => [Without(node)],
        SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } => WithoutArm(choice, (SwitchExpressionArmSyntax)node),
        WhenClauseSyntax => [Without(node)],
        ExpressionSyntax expression => OfExpression(expression),
        _ => [],
    };

    private static Edit Without(SyntaxNode node) => new(node.Span, "");

    private static Edit InsteadOf(SyntaxNode whole, SyntaxNode part) => new(whole.Span, part.ToString());

    private static string Inside(BlockSyntax block) => string.Join("\n", block.Statements.Select(s => s.ToString()));

    private static IEnumerable<Edit> ElseOf(IfStatementSyntax branch)
        => branch.Else is { } otherwise ? [InsteadOf(branch, otherwise.Statement), Without(otherwise)] : [];

    private static IEnumerable<Edit> WithoutArm(SwitchExpressionSyntax choice, SwitchExpressionArmSyntax arm)
    {
        int end = choice.Arms.IndexOf(arm) + 1 < choice.Arms.Count
            ? choice.Arms[choice.Arms.IndexOf(arm) + 1].SpanStart
            : arm.Span.End;
        return [new Edit(TextSpan.FromBounds(arm.SpanStart, end), "")];
    }

    private IEnumerable<Edit> OfExpression(ExpressionSyntax expression)
    {
        if (expression is ParenthesizedExpressionSyntax inParentheses)
            yield return InsteadOf(expression, inParentheses.Expression);
        if (expression is TypeSyntax and not NameSyntax || model.GetTypeInfo(expression).Type is not { } type
            || type.SpecialType == SpecialType.System_Void || expression.Parent is MemberAccessExpressionSyntax)
        {
            yield break;
        }

        foreach (var part in expression.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (part is not TypeSyntax { Parent: not ExpressionSyntax }
                && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(part).Type, type))
            {
                yield return InsteadOf(expression, part);
            }
        }

        string simplest = type.SpecialType switch
        {
            SpecialType.System_Boolean => "true",
            >= SpecialType.System_SByte and <= SpecialType.System_UInt64 when type.TypeKind != TypeKind.Enum => "0",
            SpecialType.System_Single => "0f",
            SpecialType.System_Double => "0d",
            _ => $"default({type.ToMinimalDisplayString(model, expression.SpanStart)})",
        };
        yield return new Edit(expression.Span, simplest);
        if (simplest is "0" or "0f" or "0d")
            yield return new Edit(expression.Span, simplest.Replace('0', '1'));
        if (simplest == "true")
            yield return new Edit(expression.Span, "false");
        if (type.SpecialType == SpecialType.System_Int64)
            yield return new Edit(expression.Span, "1L");
    }

    private bool IsSafe(SyntaxNode node, Edit edit)
    {
        // A loop ends by its counter, whose name begins with turns, or by its head.
        bool endsLoop = node is not StatementSyntax && node.ToString().Contains("turns", StringComparison.Ordinal)
            && !edit.Text.Contains("turns", StringComparison.Ordinal);
        bool isInHead = node.FirstAncestorOrSelf<ForStatementSyntax>() is { } loop && loop != node
            && !loop.Statement.Span.Contains(node.Span);
        if (endsLoop || isInHead)
            return false;
        if (!isKernel)
            return true;

        // Steps in which threads meet are blocks, left out as a whole; and each thread keeps to its own elements.
        bool isStep = node is BlockSyntax;
        bool isIndex = node.FirstAncestorOrSelf<BracketedArgumentListSyntax>() is not null;
        return isStep || !isIndex && Meets(node.ToString()) == Meets(edit.Text);
    }

    private static bool Meets(string text)
        => text.Contains("Sync(", StringComparison.Ordinal) || text.Contains("Warp.", StringComparison.Ordinal)
            || text.Contains("uniform", StringComparison.Ordinal) || text.Contains("hared", StringComparison.Ordinal);
}
