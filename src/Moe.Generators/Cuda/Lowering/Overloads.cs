using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Refuses overloads that C# tells apart and C++ does not.</summary>
internal static class Overloads
{
    public static void Check(UnitScope unit, IMethodSymbol method)
    {
        if (method.AssociatedSymbol is null
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(
                other => other.IsDeviceMember() && IsSame(method, other)) is { } same)
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, method.Locations[0], method.Display(),
                "a call of it looks like one of "
                + $"'{same.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' in C++. Give one of them another name.");
        }
    }

    // A call shows neither whether it hands on a reference, nor a char from a ushort. Template arguments are spelled.
    private static bool IsSame(IMethodSymbol method, IMethodSymbol other)
        => !SymbolEqualityComparer.Default.Equals(method, other)
            && method.Arity == other.Arity && method.Parameters.Length == other.Parameters.Length
            && method.Parameters.Select(p => TypeName(p.Type)).SequenceEqual(other.Parameters.Select(p => TypeName(p.Type)));

    private static string TypeName(ITypeSymbol type) => type is ITypeParameterSymbol parameter
        ? $"{parameter.TypeParameterKind} {parameter.Ordinal}"
        : UnitNames.CudaTypeName(type) ?? type.ToDisplayString();
}
