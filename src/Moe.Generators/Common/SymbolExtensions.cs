using Microsoft.CodeAnalysis;

namespace Moe.Generators;

/// <summary>Questions about symbols that several steps ask.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat MessageFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>Whether a type is the one of this metadata name, such as <c>System.Span`1</c>.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        return type is INamedTypeSymbol { ContainingType: null } named
            && metadataName.EndsWith(named.MetadataName, StringComparison.Ordinal)
            && metadataName == $"{named.ContainingNamespace.ToDisplayString(FullName)}.{named.MetadataName}";
    }

    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(metadataName))
                return attribute;
        }

        return null;
    }

    public static bool Has(this ISymbol symbol, string metadataName) => symbol.Attribute(metadataName) is not null;

    /// <summary>The [Intrinsic] of a member, or of the type that declares it.</summary>
    public static AttributeData? Intrinsic(this ISymbol symbol)
        => symbol.Attribute(KnownNames.IntrinsicAttribute)
            ?? symbol.ContainingType?.Attribute(KnownNames.IntrinsicAttribute);

    public static T? Argument<T>(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value.Value is T value)
                return value;
        }

        return default;
    }

    /// <summary>Whether a struct is translated: it is marked [Device] or [Routing].</summary>
    public static bool IsDeviceStruct(this ITypeSymbol type)
        => type.TypeKind == TypeKind.Struct
            && (type.Has(KnownNames.DeviceAttribute) || type.Has(KnownNames.RoutingAttribute));

    /// <summary>Whether a method or property is marked as device code, or its property is.</summary>
    public static bool IsDeviceMember(this ISymbol symbol)
        => symbol.Has(KnownNames.DeviceAttribute) || symbol.Has(KnownNames.DispatchAttribute)
            || symbol.Has(KnownNames.CombineAttribute)
            || symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } && property.IsDeviceMember();

    /// <summary>
    /// Whether a symbol is, or is a parameter of, the implementing part of a partial member: analyzers are shown both parts,
    /// and each has the attributes of the other.
    /// </summary>
    public static bool IsImplementingPart(this ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.PartialDefinitionPart is not null,
        IPropertySymbol property => property.PartialDefinitionPart is not null,
        IParameterSymbol { ContainingSymbol: var member } => member.IsImplementingPart(),
        _ => false,
    };

    /// <summary>Whether a type, or one around it, is known in its file alone.</summary>
    public static bool IsFileLocal(this INamedTypeSymbol type)
        => type.IsFileLocal || type.ContainingType?.IsFileLocal() == true;

    /// <summary>How messages name a symbol.</summary>
    public static string Display(this ISymbol symbol)
        => symbol is IMethodSymbol { AssociatedSymbol: { } property }
            ? property.ToDisplayString(MessageFormat)
            : symbol.ToDisplayString(MessageFormat);
}
