using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>The variables that a pattern declares.</summary>
internal static class PatternVariables
{
    /// <summary>Those that get the whole value.</summary>
    public static IEnumerable<ILocalSymbol> OfWhole(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol variable } => [variable],
        IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol variable } => [variable],
        IBinaryPatternOperation both => OfWhole(both.LeftPattern).Concat(OfWhole(both.RightPattern)),
        INegatedPatternOperation negation => OfWhole(negation.Pattern),
        _ => [],
    };

    /// <summary>Whether a part of the value gets a name, or is tested.</summary>
    public static bool HasParts(IPatternOperation pattern)
        => pattern.DescendantsAndSelf().OfType<IRecursivePatternOperation>()
            .Any(p => !p.DeconstructionSubpatterns.IsEmpty || !p.PropertySubpatterns.IsEmpty);
}
