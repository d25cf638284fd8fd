using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>Refuses structs whose layout in CUDA would not be the one in C#.</summary>
internal static class StructLayoutRules
{
    public static void Check(UnitScope unit, INamedTypeSymbol type)
    {
        if (Reason(type) is { } reason)
            unit.Report(DiagnosticDescriptors.UnsupportedLayout, type.Locations[0], type.Display(), reason);
        Containers.CheckNames(unit, type);
        Containers.CheckReach(unit, type);
        if (!Containers.AreNamespaces(type))
        {
            unit.Report(
                DiagnosticDescriptors.UnsupportedDeclaration, type.Locations[0], type.Display(),
                "it stands inside a struct or a generic type. Move it into a namespace or a static class.");
        }
    }

    private static string? Reason(INamedTypeSymbol type)
    {
        if (type.IsRefLikeType)
            return "it is a ref struct. Make it an ordinary struct.";
        if (type.GetMembers().OfType<IFieldSymbol>().Any(f => f.IsFixedSizeBuffer))
            return "it has a fixed buffer. Write a field for each element.";
        if (type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(StructFields.IsAroundField) is { } property)
            return $"the accessors of its property '{property.Name}' share a field without a name. Declare the field.";
        if (type.Has(KnownNames.InlineArrayAttribute))
            return "it is an inline array. Write a field for each element.";
        if (type.GetAttributes().Any(IsUnusualLayout))
            return "its StructLayout is not plainly sequential. Leave the attribute out.";
        return PartsWithFields(type) > 1
            ? "several of its parts declare fields, so their order is not fixed. Declare all fields in one part."
            : null;
    }

    private static bool IsUnusualLayout(AttributeData attribute)
        => attribute.AttributeClass?.Name == "StructLayoutAttribute"
            && !attribute.ConstructorArguments.IsEmpty
            && (attribute.ConstructorArguments[0].Value is not (0 or (short)0)
                || attribute.NamedArguments.Any(a => a.Key is "Pack" or "Size"));

    private static int PartsWithFields(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic)
            .Select(f => f.AssociatedSymbol ?? f)
            .SelectMany(f => f.DeclaringSyntaxReferences)
            .Select(r => r.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .Distinct().Count();
}
