using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Computes how many bytes values have.</summary>
internal sealed class ValueSizes(Compilation compilation, CancellationToken cancellationToken)
{
    private static readonly ImmutableHashSet<ISymbol> Outermost =
        ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>A type's bytes, as far as they are known: a type parameter or a hidden field counts for none.</summary>
    public int AtLeast(ITypeSymbol type) => LayoutOf(type, Outermost).Size;

    private (int Size, int Alignment) LayoutOf(ITypeSymbol type, ImmutableHashSet<ISymbol> around)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
            return LayoutOf(underlying, around);
        if (NumberSize(type.SpecialType) is > 0 and var number)
            return (number, number);
        if (TypeSpeller.View(type) is not null)
            return (16, 8);
        if (LibrarySize(type) is > 0 and var size)
            return (size, size);

        // A struct that holds itself is the compiler's to refuse.
        if (!(type.IsDeviceStruct() || type.IsTupleType) || around.Contains(type))
            return (0, 1);
        size = 0;
        int alignment = 1;
        foreach (var field in FieldTypes((INamedTypeSymbol)type))
        {
            var layout = LayoutOf(field, around.Add(type));
            size = Aligned(size, layout.Alignment) + layout.Size;
            alignment = Math.Max(alignment, layout.Alignment);
        }

        return (Aligned(size, alignment), alignment);
    }

    private IEnumerable<ITypeSymbol> FieldTypes(INamedTypeSymbol type)
        => type.IsTupleType ? type.TupleElements.Select(e => e.Type)
            : type.DeclaringSyntaxReferences.IsEmpty
            ? StructFields.VisibleTypes(type)
            : StructFields.Of(type, compilation, cancellationToken).Select(field => field.Type);

    private static int Aligned(int size, int alignment) => (size + alignment - 1) / alignment * alignment;

    private static int LibrarySize(ITypeSymbol type) => type.OriginalDefinition switch
    {
        var t when t.Is(KnownNames.Float8E4M3) || t.Is(KnownNames.Float8E5M2) => 1,
        var t when t.Is(KnownNames.Half) || t.Is(KnownNames.BFloat16) => 2,
        var t when t.Is(KnownNames.Pack) => 16,
        _ => 0,
    };

    private static int NumberSize(SpecialType type) => type switch
    {
        SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte => 1,
        SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double => 8,
        _ => 0,
    };
}
