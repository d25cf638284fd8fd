using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda;

/// <summary>Which functions can wait for other threads.</summary>
internal static class Waiting
{
    /// <summary>
    /// Whether the method, or any that it calls, meets an intrinsic at which threads wait for one another. Of a method
    /// in another assembly its CPU body says so: it returns a KernelTask.
    /// </summary>
    public static bool CanWait(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}
