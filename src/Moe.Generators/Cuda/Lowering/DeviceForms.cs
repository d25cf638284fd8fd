using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Which members of a type CUDA has: methods, and properties with a getter.</summary>
internal static class DeviceForms
{
    /// <summary>
    /// Why a member marked [Device] or [Kernel] is none of those, and what to write instead; null where it is one.
    /// </summary>
    public static string? Problem(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: not null } when IsMarked(member) =>
            "it is an accessor. Mark what it belongs to, or write a method.",
        IPropertySymbol { IsIndexer: true } => "it is an indexer. Write a method.",
        IPropertySymbol { GetMethod: null } => "it has no getter. Write a method.",
        IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } => Problem(property),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } => null,
        IPropertySymbol => null,
        _ => "it is an operator. Write a method.",
    };

    private static bool IsMarked(ISymbol member)
        => member.Has(KnownNames.DeviceAttribute) || member.Has(KnownNames.KernelAttribute);

    /// <summary>The [Device] methods of interfaces that a struct implements by what is no [Device] method.</summary>
    public static IEnumerable<(IMethodSymbol Member, IMethodSymbol Implementation)> Unmarked(INamedTypeSymbol type)
        => type.AllInterfaces.SelectMany(i => i.GetMembers().OfType<IMethodSymbol>())
            .Where(member => !member.IsStatic && member.Has(KnownNames.DeviceAttribute))
            .Select(member => (member, method: type.FindImplementationForInterfaceMember(member) as IMethodSymbol))
            .Where(pair => pair.method is { } method && !method.IsDeviceMember()
                && method.ExplicitInterfaceImplementations.IsEmpty
                && SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
            .Select(pair => (pair.member, pair.method!));
}
