using Microsoft.CodeAnalysis;

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
            && (Has(method, KnownNames.DeviceAttribute)
                || Has(method, KnownNames.DispatchAttribute)
                || Has(method, KnownNames.CombineAttribute));

    /// <summary>Whether the member is asked of the thread that evaluates it.</summary>
    public static bool IsPerThread(ISymbol member)
        => member is IMethodSymbol or IPropertySymbol && IntrinsicFlag(member, "PerThread");

    /// <summary>Whether threads wait for one another at the call of an intrinsic.</summary>
    public static bool Synchronizes(IMethodSymbol method) => IntrinsicFlag(method, "Synchronizes");

    /// <summary>Whether the symbol carries the attribute itself.</summary>
    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    /// <summary>The symbol's attribute of that metadata name.</summary>
    public static AttributeData? Find(ISymbol symbol, string attribute)
        => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == attribute);

    private static bool IntrinsicFlag(ISymbol member, string flag)
        => (Find(member, KnownNames.IntrinsicAttribute) ?? Find(member.ContainingType, KnownNames.IntrinsicAttribute))
            ?.NamedArguments.Any(a => a.Key == flag && a.Value.Value is true) == true;
}
