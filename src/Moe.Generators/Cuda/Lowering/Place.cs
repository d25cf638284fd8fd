using System.Collections.Immutable;
using Moe.Generators.Cuda.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// A place that can be read, and perhaps written: a variable, an element, a field of either.
/// </summary>
/// <param name="Operands">What has to be evaluated to find it.</param>
/// <param name="Build">Makes the expression that denotes it of the evaluated operands.</param>
/// <param name="Reading">The effects of reading it.</param>
/// <param name="Writing">The effects of writing it.</param>
internal sealed record Place(
    ImmutableArray<Operand> Operands,
    Func<ImmutableArray<CudaExpression>, CudaExpression> Build,
    Effects Reading,
    Effects Writing)
{
    public Place Member(string op, string name)
        => this with { Build = operands => new MemberExpression(Build(operands), op, name) };
}
