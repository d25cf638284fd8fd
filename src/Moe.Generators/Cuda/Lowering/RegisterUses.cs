using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>How a block uses a register array that it declares.</summary>
internal static class RegisterUses
{
    /// <summary>A use that could outlive the array; null where there is none.</summary>
    public static IOperation? Kept(IVariableDeclaratorOperation declarator)
    {
        IOperation block = declarator;
        while (block.Parent is { } parent && block is not IBlockOperation)
            block = parent;
        return block.Descendants().OfType<ILocalReferenceOperation>()
            .FirstOrDefault(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol) && !Ends(use));
    }

    // Its elements and its length are values. What it is an argument of ends with the call, unless that gives it back.
    private static bool Ends(IOperation use) => use.Parent switch
    {
        IConversionOperation conversion => Ends(conversion),
        IPropertyReferenceOperation or IForEachLoopOperation => true,
        IInvocationOperation { Instance: { } instance } slice when instance == use => Ends(slice),
        IArgumentOperation { Parent: IInvocationOperation { Type: { } result } } => TypeSpeller.View(result) is null,
        _ => false,
    };
}
