using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A part of a tuple or record: its name in CUDA, and its type.</summary>
internal readonly record struct Part(string Name, ITypeSymbol Type);

/// <summary>What tuples and records are taken apart into.</summary>
internal static class Parts
{
    /// <summary>The parts in order; null where a method of the author's computes them.</summary>
    /// <param name="type">The type that is taken apart.</param>
    /// <param name="deconstruct">The method that C# calls for it; null for a tuple.</param>
    public static ImmutableArray<Part>? Of(ITypeSymbol type, IMethodSymbol? deconstruct)
    {
        if (deconstruct is null)
        {
            return type is INamedTypeSymbol { IsTupleType: true } tuple
                ? [.. tuple.TupleElements.Select((element, i) => new Part($"Item{i + 1}", element.Type))]
                : null;
        }

        bool isGenerated = deconstruct.IsImplicitlyDeclared || deconstruct.GetAttributes().Any(
            a => a.AttributeClass?.Name == "CompilerGeneratedAttribute");
        return isGenerated && type.IsRecord && type.IsDeviceStruct()
            ? [.. deconstruct.Parameters.Select(p => new Part(ReservedNames.Avoid(p.Name), p.Type))]
            : null;
    }
}
