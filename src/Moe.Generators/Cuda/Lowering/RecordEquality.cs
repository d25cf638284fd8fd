using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>The equality that C# gives a record struct: field by field, with NaN equal to NaN.</summary>
internal static class RecordEquality
{
    /// <summary>Whether equality is C#'s own, not one that the author wrote, and every field has one in CUDA.</summary>
    public static bool Exists(ITypeSymbol type)
        => type.IsRecord && IsEqualsOwn(type) && StructFields.VisibleTypes(type).All(t =>
            t.TypeKind == TypeKind.Enum || TypeSpeller.BuiltIn(t.SpecialType) is not null
                || t.IsDeviceStruct() && t.IsRecord && Exists(t));

    private static bool IsEqualsOwn(ITypeSymbol type)
        => type.OriginalDefinition.GetMembers("Equals").OfType<IMethodSymbol>()
            .Where(m => m.Parameters.Length == 1
                && SymbolEqualityComparer.Default.Equals(m.Parameters[0].Type, type.OriginalDefinition))
            .All(StructFields.IsCompilerGenerated);

    /// <summary>The condition that two records' fields are equal.</summary>
    public static string Condition(ImmutableArray<StructField> fields, string other)
        => fields.IsEmpty ? "true" : string.Join(" && ", fields.Select(f => Condition(f, other)));

    private static string Condition(StructField field, string other)
    {
        string mine = ReservedNames.Avoid(field.Name);
        string its = $"{other}.{mine}";
        return field.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            ? $"({mine} == {its} || ({mine} != {mine} && {its} != {its}))"
            : $"{mine} == {its}";
    }
}
