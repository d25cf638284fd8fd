using Microsoft.CodeAnalysis;
using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>Where kernels and device functions may stand, for whoever reports it and whoever writes their halves.</summary>
internal static class Places
{
    /// <summary>Whether units and launches of a type's methods have one name each: no type around them is generic.</summary>
    public static bool IsPlainClass(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsGenericType: false };

    /// <summary>Whether a half can be written for a method on which the attribute stands.</summary>
    public static bool HasHalf(IMethodSymbol method, AttributeData attribute)
    {
        if (!method.IsStatic || !IsPlainClass(method.ContainingType))
            return false;
        var kernel = DeviceSymbols.Find(method, KnownNames.KernelAttribute);
        return kernel is null
            || (attribute.Equals(kernel)
                && method.ReturnsVoid
                && method.ContainingType.GetMembers(method.Name).Length == 1
                && method.Parameters.All(p => p.RefKind == RefKind.None));
    }

    /// <summary>Whether a half can be written for a struct on which the attribute stands.</summary>
    public static bool HasHalf(INamedTypeSymbol type, AttributeData attribute)
        => type.TypeKind == TypeKind.Struct
            && (DeviceSymbols.Find(type, KnownNames.RoutingAttribute) is not { } routing || attribute.Equals(routing));
}
