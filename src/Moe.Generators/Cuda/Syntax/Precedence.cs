namespace Moe.Generators.Cuda.Syntax;

/// <summary>How tightly the operators of C++ bind, loosest first.</summary>
internal enum Precedence
{
    Comma,
    Assignment,
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
