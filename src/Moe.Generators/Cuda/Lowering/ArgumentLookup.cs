using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// What C++ finds by a call's arguments: to a bare name it joins the functions of the namespaces that their types stand
/// in, and may take one of those.
/// </summary>
internal static class ArgumentLookup
{
    /// <summary>Those of the prelude that are no members.</summary>
    public static readonly HashSet<string> PreludeFunctions = new(StringComparer.Ordinal)
    {
        "ToInt32", "ToUInt32", "ToInt64", "ToUInt64", "Min", "Max", "Clamp", "Sign", "Abs",
        "IsNaN", "IsFinite", "IsInfinity", "PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2", "IsPow2",
        "RoundUpToPowerOf2", "RotateLeft", "RotateRight",
        "CopyShare", "Acquire", "Release", "LoadAcquire", "StoreRelease", "Fence",
    };

    /// <summary>Whether a call of the method by its bare name could find another function.</summary>
    public static bool FindsOthers(IMethodSymbol method)
        => method.Parameters.Any(parameter => FindsOthers(parameter.Type, method));

    private static bool FindsOthers(ITypeSymbol type, IMethodSymbol method)
    {
        // It may be made for a type of the prelude, or for one inside another class that has such a function too.
        if (type is ITypeParameterSymbol)
            return true;
        if (type is not INamedTypeSymbol named)
            return false;
        bool isPreludes = TypeSpeller.View(type) is not null || type.Is(KnownNames.Half)
            || type.Has(KnownNames.IntrinsicAttribute) || UnitNames.ContainingCudaNamespace(type) == "moe";
        return isPreludes && PreludeFunctions.Contains(method.Name)
            || type.ContainingType is { } around
                && !SymbolEqualityComparer.Default.Equals(around, method.ContainingType)
                && around.GetMembers(method.Name).Any(member => member.IsDeviceMember())
            || named.TypeArguments.Any(argument => FindsOthers(argument, method));
    }
}
