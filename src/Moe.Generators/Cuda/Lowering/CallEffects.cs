using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>What a call may read and write, from its signature alone.</summary>
internal static class CallEffects
{
    public static Effects Of(IMethodSymbol method, IOperation? instance)
    {
        // An intrinsic takes a value of a type parameter for what it is, whatever it may hold.
        bool isIntrinsic = IntrinsicMember.Of(method) is not null;
        bool reachesMemory = method.Parameters.Any(
                p => p.RefKind != RefKind.None || ReachesMemory(p.Type) && !(isIntrinsic && p.Type is ITypeParameterSymbol))
            || instance is not null && !IsSlice(method) && (ReachesMemory(instance.Type!) || !method.IsReadOnly)
            || IntrinsicMember.Of(method) is { Synchronizes: true };
        if (reachesMemory && !IsSlice(method))
            return Effects.WriteMemory;
        return instance is null || IsSlice(method) ? Effects.None : Effects.ReadMemory;
    }

    // A slice is made of the span itself, not of its elements.
    private static bool IsSlice(IMethodSymbol method) => TypeSpeller.View(method.ContainingType) is not null;

    // A type parameter may stand for a struct that holds a span.
    private static bool ReachesMemory(ITypeSymbol type)
        => type is ITypeParameterSymbol || TypeSpeller.View(type) is not null
            || type is INamedTypeSymbol { IsTupleType: true } tuple
                && tuple.TupleElements.Any(e => ReachesMemory(e.Type))
            || type.IsDeviceStruct()
                && type.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && ReachesMemory(f.Type));
}
