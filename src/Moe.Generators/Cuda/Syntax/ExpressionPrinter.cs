using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>Writes expressions on one line, with the parentheses that precedence asks for.</summary>
internal static class ExpressionPrinter
{
    public static string Print(CudaExpression expression) => expression switch
    {
        NameExpression e => e.Text,
        PrefixedExpression e => e.Text,
        UnaryExpression e => e.Operator + AfterSign(e.Operator, Print(e.Operand, Precedence.Unary)),
        PostfixExpression e => Print(e.Operand, Precedence.Primary) + e.Operator,
        BinaryExpression e => Print(e.Left, LeftOf(e)) + " " + e.Operator + " " + Print(e.Right, RightOf(e)),
        AssignmentExpression e => $"{Print(e.Target, Precedence.Unary)} {e.Operator} {PrintOne(e.Value)}",
        ConditionalExpression e =>
            $"{Print(e.Condition, Precedence.Or)} ? {Print(e.Then, Precedence.Or)} : {PrintOne(e.Else)}",
        CommaExpression e => $"{Print(e.Left, Precedence.Comma)}, {PrintOne(e.Right)}",
        CastExpression e => $"({e.Type}){Print(e.Operand, Precedence.Unary)}",
        CallExpression e => $"{Print(e.Callee, Precedence.Primary)}({Print(e.Arguments)})",
        BraceExpression e => $"{e.Type}{{{Print(e.Arguments)}}}",
        IndexExpression e => $"{Print(e.Target, Precedence.Primary)}[{PrintOne(e.Index)}]",
        MemberExpression e => Print(e.Target, Precedence.Primary) + e.Operator + e.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    /// <summary>Writes an expression where a comma would begin the next one.</summary>
    public static string PrintOne(CudaExpression expression) => Print(expression, Precedence.Assignment);

    public static string Print(ImmutableArray<CudaExpression> expressions)
        => string.Join(", ", expressions.Select(PrintOne));

    private static string Print(CudaExpression expression, Precedence least)
        => expression.Precedence < least ? $"({Print(expression)})" : Print(expression);

    // "- -1" would read as a decrement without its space.
    private static string AfterSign(string sign, string operand)
        => operand.StartsWith(sign, StringComparison.Ordinal) && sign is "-" or "+" ? $"({operand})" : operand;

    private static Precedence LeftOf(BinaryExpression e) => Clear(e, e.Left) ? e.Precedence : Precedence.Unary;

    private static Precedence RightOf(BinaryExpression e) => Clear(e, e.Right) ? e.Precedence + 1 : Precedence.Unary;

    // Compilers warn, and readers stumble, where && stands bare inside ||, arithmetic inside bits and shifts, or a
    // comparison inside another.
    private static bool Clear(BinaryExpression outer, CudaExpression inner)
        => inner is not BinaryExpression || inner.Precedence == outer.Precedence && !IsComparison(inner)
            || outer.Precedence switch
        {
            Precedence.Or => inner.Precedence != Precedence.And,
            Precedence.Equality or Precedence.Relational => !IsComparison(inner),
            Precedence.BitOr or Precedence.BitXor or Precedence.BitAnd or Precedence.Shift => false,
            _ => true,
        };

    private static bool IsComparison(CudaExpression expression)
        => expression.Precedence is Precedence.Equality or Precedence.Relational;
}
