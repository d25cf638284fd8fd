using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cpu;

/// <summary>What the CPU body asks of a symbol.</summary>
internal static class DeviceSymbols
{
    /// <summary>
    /// Whether the method has a CPU body of its own, to be called in its place. An interface's method is called as it
    /// stands; so are operators, constructors and properties, which generated C# could not name.
    /// </summary>
    public static bool HasCpuBody(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension, IsAbstract: false }
            && method.ContainingType.TypeKind != TypeKind.Interface
            && method.IsDeviceMember();

    /// <summary>Whether the member is asked of the thread that evaluates it.</summary>
    public static bool IsPerThread(ISymbol member)
        => member is IMethodSymbol or IPropertySymbol && IntrinsicMember.Of(member) is { PerThread: true };

    /// <summary>Whether threads wait for one another at the call of an intrinsic.</summary>
    public static bool Synchronizes(IMethodSymbol method) => IntrinsicMember.Of(method) is { Synchronizes: true };
}
