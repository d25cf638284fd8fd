using Microsoft.CodeAnalysis;
using Moe.Generators.Cuda.Lowering;

namespace Moe.Generators.Cuda;

/// <summary>Spells types in CUDA C++.</summary>
/// <param name="nameOf">The name of a declared type, without template arguments.</param>
/// <param name="needHeader">Is told of each prelude header that a type comes from.</param>
internal sealed class TypeSpeller(Func<INamedTypeSymbol, string> nameOf, Action<string> needHeader)
{
    /// <summary>The elements of the prelude's longest tuple.</summary>
    private const int MaxElements = 7;

    /// <summary>The type's name, or null where it has no CUDA form.</summary>
    public string? Spell(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => ReservedNames.Avoid(parameter.Name),
        { SpecialType: SpecialType.System_Void } => "void",
        _ when BuiltIn(type.SpecialType) is { } name => name,
        INamedTypeSymbol named => SpellNamed(named),
        _ => null,
    };

    private string? SpellNamed(INamedTypeSymbol type)
    {
        if (View(type) is var (template, isConst))
        {
            if (HoldsTuple(type))
                return null;
            needHeader(template + ".cuh");
            return Spell(type.TypeArguments[0]) is { } element
                ? $"moe::{template}<{(isConst ? "const " : "")}{element}>"
                : null;
        }

        if (type.IsTupleType)
            return SpellTuple(type);
        if (type.Is(KnownNames.Half))
        {
            needHeader("Half.cuh");
            return "moe::Half";
        }

        if (type.Attribute(KnownNames.IntrinsicAttribute) is { } intrinsic && type.IsUnmanagedType && !HoldsTuple(type))
        {
            if (intrinsic.ConstructorArguments[0].Value is string header)
                needHeader(header);
            return WithArguments("moe::" + type.Name, type);
        }

        bool isDeclared = type.IsDeviceStruct() && !type.IsRefLikeType
            || type.TypeKind == TypeKind.Enum && type.Has(KnownNames.DeviceAttribute) && Containers.AreNamespaces(type);
        return isDeclared ? WithArguments(nameOf(type), type) : null;
    }

    private string? SpellTuple(INamedTypeSymbol type)
    {
        if (type.TupleElements.Length is < 2 or > MaxElements)
            return null;
        needHeader("Tuple.cuh");
        var elements = type.TupleElements.Select(e => Spell(e.Type)).ToList();
        return elements.Contains(null) ? null : $"moe::Tuple<{string.Join(", ", elements)}>";
    }

    private string? WithArguments(string name, INamedTypeSymbol type)
    {
        if (type.TypeArguments.IsEmpty)
            return name;
        var arguments = type.TypeArguments.Select(Spell).ToList();
        return arguments.Contains(null) ? null : $"{name}<{string.Join(", ", arguments)}>";
    }

    /// <summary>
    /// Whether a type is a tuple or has one among its type arguments: C# does not promise how it lays out those.
    /// </summary>
    public static bool HoldsTuple(ITypeSymbol type)
        => type is INamedTypeSymbol named && (named.IsTupleType || named.TypeArguments.Any(HoldsTuple));

    /// <summary>The prelude's template for a span or rows, and whether its elements are only read.</summary>
    public static (string Template, bool IsConst)? View(ITypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (definition.Is(KnownNames.Span) || definition.Is(KnownNames.DeviceSpan))
            return ("Span", false);
        if (definition.Is(KnownNames.ReadOnlySpan) || definition.Is(KnownNames.DeviceView))
            return ("Span", true);
        if (definition.Is(KnownNames.Rows))
            return ("Rows", false);
        return definition.Is(KnownNames.ReadOnlyRows) ? ("Rows", true) : null;
    }

    public static string? BuiltIn(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_SByte => "signed char",
        SpecialType.System_Byte => "unsigned char",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 or SpecialType.System_Char => "unsigned short",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "unsigned int",
        SpecialType.System_Int64 => "long long",
        SpecialType.System_UInt64 => "unsigned long long",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };
}
