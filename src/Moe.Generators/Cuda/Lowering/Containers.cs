using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// What a declaration stands in: a class is a namespace in CUDA, and nothing else that holds declarations is one.
/// </summary>
internal static class Containers
{
    /// <summary>Whether every type around a declaration is a namespace in CUDA.</summary>
    public static bool AreNamespaces(ISymbol declaration)
    {
        for (var type = declaration.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeKind != TypeKind.Class || type.Arity > 0)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Reports that a declaration is local to its file: what is generated stands in another, where a type of its name would
    /// be another one.
    /// </summary>
    public static void CheckReach(UnitScope unit, ISymbol declaration)
    {
        var innermost = declaration as INamedTypeSymbol ?? declaration.ContainingType;
        if (innermost.IsFileLocal())
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, declaration.Locations[0], declaration.Display(),
                $"'{innermost.Name}' is local to its file. Make it internal.");
        }
    }

    /// <summary>
    /// Reports that a declaration, or a class around it, has the name of a type with other type parameters.
    /// </summary>
    public static void CheckNames(UnitScope unit, ISymbol declaration)
    {
        var innermost = declaration as INamedTypeSymbol ?? declaration.ContainingType;
        for (var type = innermost; type is not null; type = type.ContainingType)
        {
            if (Namesake(type.OriginalDefinition) is { } other)
            {
                unit.Report(
                    DiagnosticDescriptors.UnsupportedDeclaration, declaration.Locations[0], declaration.Display(),
                    $"'{type.Display()}' has the name of '{other.Display()}', which C++ cannot tell from it. Rename one of "
                    + "them.");
            }
        }
    }

    private static INamedTypeSymbol? Namesake(INamedTypeSymbol type)
    {
        var beside = type.ContainingType?.GetTypeMembers(type.Name)
            ?? type.ContainingNamespace.GetTypeMembers(type.Name);
        return beside.FirstOrDefault(other => other.Arity != type.Arity && IsInCuda(other));
    }

    private static bool IsInCuda(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => type.IsDeviceStruct(),
        TypeKind.Enum => type.Has(KnownNames.DeviceAttribute),
        _ => type.GetMembers().Any(member => member.IsDeviceMember() || member.Has(KnownNames.KernelAttribute)
            || member is INamedTypeSymbol inner && IsInCuda(inner)),
    };
}
