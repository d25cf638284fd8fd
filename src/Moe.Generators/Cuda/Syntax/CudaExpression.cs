using System.Collections.Immutable;

namespace Moe.Generators.Cuda.Syntax;

/// <summary>An expression of CUDA C++.</summary>
internal abstract record CudaExpression(Precedence Precedence);

/// <summary>A name, qualified or not, or a literal without a sign.</summary>
internal sealed record NameExpression(string Text) : CudaExpression(Precedence.Primary);

/// <summary>Text that binds as a prefix operator does: a negative literal, or an intrinsic's native cast.</summary>
internal sealed record PrefixedExpression(string Text) : CudaExpression(Precedence.Unary);

internal sealed record UnaryExpression(string Operator, CudaExpression Operand) : CudaExpression(Precedence.Unary);

internal sealed record PostfixExpression(CudaExpression Operand, string Operator) : CudaExpression(Precedence.Primary);

internal sealed record BinaryExpression(CudaExpression Left, string Operator, CudaExpression Right)
    : CudaExpression(PrecedenceOf(Operator))
{
    private static Precedence PrecedenceOf(string text) => text switch
    {
        "||" => Precedence.Or,
        "&&" => Precedence.And,
        "|" => Precedence.BitOr,
        "^" => Precedence.BitXor,
        "&" => Precedence.BitAnd,
        "==" or "!=" => Precedence.Equality,
        "<" or "<=" or ">" or ">=" => Precedence.Relational,
        "<<" or ">>" => Precedence.Shift,
        "+" or "-" => Precedence.Additive,
        "*" or "/" or "%" => Precedence.Multiplicative,
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, "Not a binary operator of C++."),
    };
}

internal sealed record AssignmentExpression(CudaExpression Target, string Operator, CudaExpression Value)
    : CudaExpression(Precedence.Assignment);

internal sealed record ConditionalExpression(CudaExpression Condition, CudaExpression Then, CudaExpression Else)
    : CudaExpression(Precedence.Assignment);

/// <summary><c>left, right</c>: one after the other, with the value of the second.</summary>
internal sealed record CommaExpression(CudaExpression Left, CudaExpression Right) : CudaExpression(Precedence.Comma);

internal sealed record CastExpression(string Type, CudaExpression Operand) : CudaExpression(Precedence.Unary);

internal sealed record CallExpression(CudaExpression Callee, ImmutableArray<CudaExpression> Arguments)
    : CudaExpression(Precedence.Primary);

/// <summary>A value made of a brace-enclosed list, such as <c>Destination{}</c>.</summary>
internal sealed record BraceExpression(string Type, ImmutableArray<CudaExpression> Arguments)
    : CudaExpression(Precedence.Primary);

internal sealed record IndexExpression(CudaExpression Target, CudaExpression Index)
    : CudaExpression(Precedence.Primary);

internal sealed record MemberExpression(CudaExpression Target, string Operator, string Name)
    : CudaExpression(Precedence.Primary);
