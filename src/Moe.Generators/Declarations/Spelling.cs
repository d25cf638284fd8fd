using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>How generated C# spells the author's declarations.</summary>
internal static class Spelling
{
    /// <summary>A symbol's name, such as <c>App.Activations.SwiGlu</c>, for a person.</summary>
    public static string FullName(ISymbol symbol)
        => symbol.ContainingSymbol is INamespaceSymbol { IsGlobalNamespace: true } or null
            ? symbol.Name
            : $"{FullName(symbol.ContainingSymbol)}.{symbol.Name}";

    /// <summary>A name, with an @ where C# reserves it.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The parameters, their spans and rows replaced by their device twins.</summary>
    public static ImmutableArray<ParameterModel> Parameters(IMethodSymbol method)
    {
        // Of a partial method, names are the body's and default values the other part's.
        var bodies = (method.PartialImplementationPart ?? method).Parameters;
        return [.. (method.PartialDefinitionPart ?? method).Parameters.Select(p => new ParameterModel(
            Identifier(bodies[p.Ordinal].Name),
            DeviceTypes.NameOf(p.Type),
            Modifier(p.RefKind),
            DefaultOf(p),
            CallerOf(p)))];
    }

    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string TypeParameters(ImmutableArray<ITypeParameterSymbol> parameters)
        => parameters.IsEmpty ? "" : $"<{string.Join(", ", parameters.Select(p => Identifier(p.Name)))}>";

    /// <summary>The constraints of the type parameters that have some, one clause each.</summary>
    public static ImmutableArray<string> Constraints(ImmutableArray<ITypeParameterSymbol> parameters)
        => [.. parameters.Select(Constraint).OfType<string>()];

    /// <summary><c>public</c>, or <c>internal</c> for whatever is less accessible: generated code has to reach it.</summary>
    public static string Reach(ISymbol symbol)
        => symbol.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";

    /// <summary>The accessibility as declared.</summary>
    public static string AccessibilityOf(ISymbol symbol) => SyntaxFacts.GetText(symbol.DeclaredAccessibility);

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };

    // The text of other caller information has no CUDA form.
    private static string CallerOf(IParameterSymbol parameter)
        => parameter.HasExplicitDefaultValue && parameter.Has(KnownNames.CallerLineNumberAttribute)
            ? "[global::System.Runtime.CompilerServices.CallerLineNumber] "
            : "";

    private static string DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
            return "";
        string type = DeviceTypes.NameOf(parameter.Type);
        return " = " + parameter.ExplicitDefaultValue switch
        {
            null => "default",
            float value when float.IsNaN(value) => "float.NaN",
            float value when float.IsInfinity(value) => value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
            double value when double.IsNaN(value) => "double.NaN",
            double value when double.IsInfinity(value) => value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
            float value => value.ToString("R", CultureInfo.InvariantCulture) + "f",
            var value when parameter.Type.TypeKind == TypeKind.Enum
                => $"({type})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
            var value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
    }

    private static string? Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        constraints.AddRange(parameter.ConstraintTypes.Select(DeviceTypes.NameOf));
        return constraints.Count == 0 ? null : $"where {Identifier(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
