using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cpu;

/// <summary>
/// How a CPU body spells types. Spans and rows cannot live across an await and do not know their caller's line: their
/// device twins can and do.
/// </summary>
internal static class DeviceTypes
{
    /// <summary>The twin of <see cref="System.ReadOnlySpan{T}"/>.</summary>
    public const string View = "global::Moe.Dsl.DeviceView";

    /// <summary>A type's full C# name, with its nullability.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The twin of a span or rows type, without its type argument; null for other types.</summary>
    public static string? TwinOf(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } generic
        ? generic.OriginalDefinition.ToDisplayString() switch
        {
            "System.Span<T>" => "global::Moe.Dsl.DeviceSpan",
            "System.ReadOnlySpan<T>" => View,
            "Moe.Dsl.Rows<T>" => "global::Moe.Dsl.DeviceRowsSpan",
            "Moe.Dsl.ReadOnlyRows<T>" => "global::Moe.Dsl.DeviceRowsView",
            _ => null,
        }
        : null;

    /// <summary>The full name of the type, or of its twin.</summary>
    public static string NameOf(ITypeSymbol type) => TwinOf(type) is { } twin
        ? $"{twin}<{((INamedTypeSymbol)type).TypeArguments[0].ToDisplayString(Qualified)}>"
        : type.ToDisplayString(Qualified);

    /// <summary>Whether a type of that full name is a twin.</summary>
    public static bool IsTwin(string name)
        => name.StartsWith("global::Moe.Dsl.Device", StringComparison.Ordinal)
            && name.Split('<')[0] is "global::Moe.Dsl.DeviceSpan" or View
                or "global::Moe.Dsl.DeviceRowsSpan" or "global::Moe.Dsl.DeviceRowsView";

    /// <summary>Whether the type is <see cref="System.Span{T}"/> or its read-only form.</summary>
    public static bool IsSpan(ITypeSymbol? type)
        => TwinOf(type) is "global::Moe.Dsl.DeviceSpan" or View;
}
