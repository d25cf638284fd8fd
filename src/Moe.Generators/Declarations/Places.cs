using Microsoft.CodeAnalysis;
using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>Where kernels and device functions may stand, for whoever reports it and whoever writes their halves.</summary>
internal static class Places
{
    /// <summary>Whether units and launches of a type's methods have one name each: no type around them is generic.</summary>
    public static bool IsPlainClass(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsGenericType: false };

    /// <summary>Whether the type has another name than its generated members: C# asks that of members.</summary>
    public static bool IsNameFree(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Struct ? type.Name != "Cuda" : type.Name is not ("Cuda" or "Kernels" or "Units");

    /// <summary>Whether a half can be written for a method on which the attribute stands.</summary>
    public static bool HasHalf(IMethodSymbol method, AttributeData attribute, Compilation compilation)
    {
        if (!method.IsStatic || !IsPlainClass(method.ContainingType) || !IsNameFree(method.ContainingType))
            return false;
        var kernel = DeviceSymbols.Find(method, KnownNames.KernelAttribute);
        return kernel is null
            || (attribute.Equals(kernel)
                && method.ReturnsVoid
                && method.ContainingType.GetMembers(method.Name).Length == 1
                && method.TypeParameters.All(p => p.HasUnmanagedTypeConstraint)
                && method.Parameters.All(p => p.RefKind == RefKind.None && IsReachable(p.Type, compilation)));
    }

    /// <summary>Whether generated code, which stands in the same assembly, can name the type.</summary>
    public static bool IsReachable(ITypeSymbol type, Compilation compilation)
        => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    /// <summary>Whether a half can be written for a struct on which the attribute stands.</summary>
    public static bool HasHalf(INamedTypeSymbol type, AttributeData attribute)
        => type.TypeKind == TypeKind.Struct
            && IsNameFree(type)
            && (DeviceSymbols.Find(type, KnownNames.RoutingAttribute) is not { } routing || attribute.Equals(routing));
}
