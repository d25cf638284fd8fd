using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A lowered expression.</summary>
/// <param name="Expression">What is left to evaluate where the value is used.</param>
/// <param name="Effects">The effects of evaluating <paramref name="Expression"/>.</param>
/// <param name="Total">Those, and the effects of the statements that were written before it.</param>
internal readonly record struct Value(CudaExpression Expression, Effects Effects, Effects Total)
{
    public Value(CudaExpression expression, Effects effects)
        : this(expression, effects, effects)
    {
    }

    public Value(CudaExpression expression)
        : this(expression, Effects.None)
    {
    }

    /// <summary>An expression around this value's, with no effects of its own.</summary>
    public Value As(CudaExpression expression) => this with { Expression = expression };
}
