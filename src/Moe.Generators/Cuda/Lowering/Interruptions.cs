using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Where a method is left and entered again: what no function of CUDA does.</summary>
internal static class Interruptions
{
    /// <summary>The first of a method, what it is and what to write instead; null where there is none.</summary>
    public static (IOperation Where, string Construct, string Instead)? In(IMethodSymbol method, IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (Of(operation) is var (construct, instead) && IsOf(operation, method))
                return (operation, construct, instead);
        }

        return method.IsAsync ? (body, "an async body", "Leave the word out; the CPU body awaits by itself.") : null;
    }

    private static (string Construct, string Instead)? Of(IOperation operation) => operation switch
    {
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } =>
            ("a yield", "Write the values into a span."),
        IAwaitOperation => ("an await", "Call what you wait for; the CPU body awaits by itself."),
        _ => null,
    };

    // A local function's are its own.
    private static bool IsOf(IOperation operation, IMethodSymbol method)
    {
        var around = LocalFunctions.Around(operation).FirstOrDefault();
        return method.MethodKind == MethodKind.LocalFunction
            ? SymbolEqualityComparer.Default.Equals(around, method)
            : around is null;
    }
}
