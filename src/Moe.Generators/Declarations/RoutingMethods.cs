using Microsoft.CodeAnalysis;

namespace Moe.Generators.Declarations;

/// <summary>What signatures the methods of a routing have.</summary>
internal static class RoutingMethods
{
    /// <summary>Whether the method is a <c>Destination M(Assignment)</c>.</summary>
    public static bool IsDispatch(IMethodSymbol method)
        => IsPlain(method)
            && Is(method.ReturnType, "Moe.Dsl.Destination")
            && method.Parameters.Length == 1
            && Is(method.Parameters[0].Type, "Moe.Dsl.Assignment");

    /// <summary>Whether the method is a <c>float M(float, float)</c>.</summary>
    public static bool IsCombine(IMethodSymbol method)
        => IsPlain(method)
            && Is(method.ReturnType, "float")
            && method.Parameters.Length == 2
            && method.Parameters.All(p => Is(p.Type, "float"));

    private static bool IsPlain(IMethodSymbol method)
        => !method.IsStatic && !method.IsGenericMethod && method.Parameters.All(p => p.RefKind == RefKind.None);

    private static bool Is(ITypeSymbol type, string name) => type.ToDisplayString() == name;
}
