using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cuda;

/// <summary>Which functions can wait for other threads.</summary>
internal static class Waiting
{
    /// <summary>
    /// Whether the method, or any that it calls, meets an intrinsic at which threads wait for one another. Of a method
    /// in another assembly its CPU body says so: it returns a KernelTask.
    /// </summary>
    public static bool CanWait(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
        => Reachable.Any(method, Waits, compilation, cancellationToken);

    private static bool Waits(IMethodSymbol method, bool hasBody)
        => IntrinsicMember.Of(method) is { Synchronizes: true } || !hasBody && ReturnsTask(method);

    private static bool ReturnsTask(IMethodSymbol method)
        => method.IsDeviceMember() && method.ContainingType is { } type
            && type.GetMembers(method.Name + KnownNames.CpuSuffix).OfType<IMethodSymbol>().Any(
                twin => twin.Parameters.Length == method.Parameters.Length + 1
                    && (twin.ReturnType.Is(KnownNames.KernelTask)
                        || twin.ReturnType.OriginalDefinition.Is(KnownNames.KernelTask + "`1")));
}
