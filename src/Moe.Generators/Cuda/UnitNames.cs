using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.Generators.Cuda;

/// <summary>How declarations are named in CUDA, and how generated C# reaches their units.</summary>
internal static class UnitNames
{
    private static readonly SymbolDisplayFormat ShortType = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat LongType = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat WithoutArguments = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    /// <summary>A declaration's CUDA name, such as <c>App::Activations::SwiGlu</c>.</summary>
    public static string QualifiedCudaName(ISymbol symbol)
    {
        symbol = (symbol as IMethodSymbol)?.AssociatedSymbol ?? symbol;
        string outer = ContainingCudaNamespace(symbol);
        string name = ReservedNames.Avoid(symbol.Name);
        return outer.Length == 0 ? name : $"{outer}::{name}";
    }

    /// <summary>The CUDA namespace that a declaration stands in; a class that holds it is one.</summary>
    public static string ContainingCudaNamespace(ISymbol symbol)
    {
        if (symbol.ContainingType is { } type)
            return QualifiedCudaName(type);
        if (symbol.ContainingNamespace is not { IsGlobalNamespace: false } space)
            return "";
        string name = space.ToDisplayString();
        if (name == "Moe.Dsl" || name.StartsWith("Moe.Dsl.", StringComparison.Ordinal))
            name = "moe" + name.Substring("Moe.Dsl".Length);
        else
            name = string.Join(".", name.Split('.').Select(ReservedNames.Avoid));
        return name.Replace(".", "::");
    }

    /// <summary>A unit's name: the CUDA name, with parameter types where a function is overloaded.</summary>
    public static string UnitName(ISymbol symbol)
        => symbol is IMethodSymbol method && IsOverloaded(method)
            ? $"{QualifiedCudaName(method)}{TypeParameters(method)}({string.Join(", ", ParameterTypes(method))})"
            : QualifiedCudaName(symbol);

    /// <summary>
    /// The property of <c>Units</c> that holds a static function's unit: <c>SwiGlu</c>, or <c>Max_int_int</c> where
    /// device functions of its class share its name.
    /// </summary>
    public static string UnitPropertyName(IMethodSymbol method)
    {
        if (!IsOverloaded(method))
            return (method.AssociatedSymbol ?? method).Name;
        var name = new StringBuilder(method.Name);
        foreach (string type in ParameterTypes(method).Prepend(TypeParameters(method)).Where(t => t.Length > 0))
        {
            name.Append('_');
            foreach (char c in type)
                name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        return name.ToString().TrimEnd('_');
    }

    /// <summary>
    /// The C# expression of a declaration's unit, such as <c>global::App.Activations.Units.SwiGlu</c>,
    /// <c>global::App.BlockRouting.Cuda</c>, or, for an enum, a new unit written out.
    /// </summary>
    public static string UnitExpression(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type => EnumUnit.Expression(type),
        INamedTypeSymbol type => type.ToDisplayString(WithoutArguments) + WithPlainArguments(type) + ".Cuda",
        IMethodSymbol method => $"{FullyQualified(method.ContainingType)}.Units.{UnitPropertyName(method)}",
        IPropertySymbol { GetMethod: { } getter } => UnitExpression(getter),
        _ => throw new ArgumentOutOfRangeException(nameof(symbol)),
    };

    /// <summary>
    /// A type as CUDA spells it from anywhere, such as <c>float</c>, <c>moe::Span&lt;const float&gt;</c> or
    /// <c>::App::BlockRouting</c>; a type parameter's own name; null where the type has no CUDA form.
    /// </summary>
    public static string? CudaTypeName(ITypeSymbol type) => new TypeSpeller(FromAnywhere, _ => { }).Spell(type);

    /// <summary>A declaration's name from anywhere; the prelude's own namespace can be caught by no other.</summary>
    public static string FromAnywhere(ISymbol symbol)
    {
        string name = QualifiedCudaName(symbol);
        return name.StartsWith("moe::", StringComparison.Ordinal) ? name : "::" + name;
    }

    public static bool IsOverloaded(IMethodSymbol method)
        => method.AssociatedSymbol is null
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
                .Count(IsUnit) > 1;

    private static bool IsUnit(IMethodSymbol method)
        => method.IsDeviceMember() || method.Has(KnownNames.KernelAttribute);

    /// <summary>The types by their own names, or, where those are another overload's too, by all their names.</summary>
    private static IEnumerable<string> ParameterTypes(IMethodSymbol method)
    {
        var own = Types(method, ShortType);
        bool isUnique = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Where(IsUnit)
            .Count(other => Types(other, ShortType).SequenceEqual(own)) == 1;
        return isUnique ? own : Types(method, LongType);
    }

    private static IEnumerable<string> Types(IMethodSymbol method, SymbolDisplayFormat format)
        => method.Parameters.Select(
            p => (p.RefKind == RefKind.None ? "" : "ref ") + p.Type.ToDisplayString(format));

    // Only where overloads have the same parameters do their type parameters tell them apart.
    private static string TypeParameters(IMethodSymbol method)
    {
        var own = Types(method, LongType);
        bool isUnique = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Where(IsUnit)
            .Count(other => Types(other, LongType).SequenceEqual(own)) == 1;
        return isUnique || method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>";
    }

    private static string FullyQualified(ITypeSymbol type)
        => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    // A template's text is the same for every argument, so any argument that the constraints admit reaches it.
    private static string WithPlainArguments(INamedTypeSymbol type)
    {
        var arguments = type.TypeArguments.Select(t => t is ITypeParameterSymbol ? "int" : FullyQualified(t));
        return type.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", arguments)}>";
    }
}
