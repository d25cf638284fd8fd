using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda;

/// <summary>How declarations are named in CUDA, and how generated C# reaches their units.</summary>
internal static class UnitNames
{
    /// <summary>A declaration's CUDA name, such as <c>App::Activations::SwiGlu</c>.</summary>
    public static string QualifiedCudaName(ISymbol symbol) => throw new NotImplementedException();

    /// <summary>
    /// The property of <c>Units</c> that holds a static function's unit: <c>SwiGlu</c>, or <c>Max_int_int</c> where
    /// device functions of its class share its name.
    /// </summary>
    public static string UnitPropertyName(IMethodSymbol method) => throw new NotImplementedException();

    /// <summary>
    /// The C# expression of a declaration's unit, such as <c>global::App.Activations.Units.SwiGlu</c>,
    /// <c>global::App.BlockRouting.Cuda</c>, or, for an enum, a new unit written out.
    /// </summary>
    public static string UnitExpression(ISymbol symbol) => throw new NotImplementedException();

    /// <summary>
    /// A type as CUDA spells it from anywhere, such as <c>float</c>, <c>moe::Span&lt;const float&gt;</c> or
    /// <c>::App::BlockRouting</c>; a type parameter's own name; null where the type has no CUDA form.
    /// </summary>
    public static string? CudaTypeName(ITypeSymbol type) => throw new NotImplementedException();
}
