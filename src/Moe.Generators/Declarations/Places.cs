using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda;
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
        var type = method.ContainingType;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet) || !method.IsStatic)
            return false;
        if (!IsFirst(method))
            return false;
        if (type.IsFileLocal() || !IsPlainClass(type) || !IsNameFree(type))
            return false;
        var kernel = method.Attribute(KnownNames.KernelAttribute);
        return kernel is null
            || (attribute.Equals(kernel)
                && method.ReturnsVoid
                && type.GetMembers(method.Name).Length == 1
                && method.TypeParameters.All(p => p.HasUnmanagedTypeConstraint)
                && method.Parameters.All(p => p.RefKind == RefKind.None && IsReachable(p.Type, compilation)));
    }

    // Of two that are declared alike, which the C# compiler refuses, one half is written.
    private static bool IsFirst(IMethodSymbol method)
        => method.AssociatedSymbol is not null
            || method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
                .First(m => UnitNames.UnitPropertyName(m) == UnitNames.UnitPropertyName(method))
                .Equals(method, SymbolEqualityComparer.Default);

    /// <summary>Whether generated code, which stands in the same assembly, can name the type.</summary>
    public static bool IsReachable(ITypeSymbol type, Compilation compilation)
        => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    /// <summary>Whether a half can be written for a struct on which the attribute stands.</summary>
    public static bool HasHalf(INamedTypeSymbol type, AttributeData attribute)
        => type.TypeKind == TypeKind.Struct
            && IsNameFree(type)
            && !type.IsFileLocal()
            && attribute.Equals(
                type.Attribute(KnownNames.RoutingAttribute) ?? type.Attribute(KnownNames.DeviceAttribute));
}
