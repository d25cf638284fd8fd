using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>A field of a struct as CUDA has it.</summary>
/// <param name="Name">The name of the parameter, property or field it is in C#.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">That parameter, property or field.</param>
internal sealed record StructField(string Name, ITypeSymbol Type, ISymbol Symbol);

/// <summary>Finds a struct's fields in the order in which the C# compiler lays them out.</summary>
internal static class StructFields
{
    /// <summary>
    /// Captured primary constructor parameters, then fields and automatic properties as declared; a record's positional
    /// properties stand first among these.
    /// </summary>
    public static ImmutableArray<StructField> Of(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var captured = Captured(type, compilation, cancellationToken);
        var fields = ImmutableArray.CreateBuilder<StructField>();
        if (PrimaryConstructor(type) is { } constructor)
        {
            fields.AddRange(
                constructor.Parameters.Where(captured.Contains).Select(p => new StructField(p.Name, p.Type, p)));
        }

        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !IsCapture(f)))
        {
            var symbol = field.AssociatedSymbol ?? field;
            fields.Add(new StructField(symbol.Name, field.Type, symbol));
        }

        return fields.ToImmutable();
    }

    /// <summary>
    /// The types of the fields that members show, without captured parameters. Private fields are not read from metadata;
    /// a record's properties are public.
    /// </summary>
    public static IEnumerable<ITypeSymbol> VisibleTypes(ITypeSymbol type)
        => type.GetMembers().Where(m => !m.IsStatic).Select(m => m switch
        {
            IFieldSymbol { AssociatedSymbol: null } field when !IsCapture(field) => field.Type,
            IPropertySymbol property when IsAutomatic(property) => property.Type,
            _ => null,
        }).OfType<ITypeSymbol>();

    // Once bodies are bound, the compiler lists the field of a captured parameter among the members.
    private static bool IsCapture(IFieldSymbol field)
        => field is { IsImplicitlyDeclared: true, AssociatedSymbol: null };

    /// <summary>The primary constructor, where it has parameters.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type)
        => type.InstanceConstructors.FirstOrDefault(c => !c.Parameters.IsEmpty && IsDeclaredByType(c));

    /// <summary>
    /// Whether a constructor is the primary one. Metadata does not say so; there it is the only one with parameters.
    /// </summary>
    public static bool IsPrimary(IMethodSymbol constructor)
    {
        constructor = constructor.OriginalDefinition;
        if (constructor.Parameters.IsEmpty)
            return false;
        return constructor.DeclaringSyntaxReferences.IsEmpty
            ? constructor.ContainingType.InstanceConstructors.Count(c => !c.Parameters.IsEmpty) == 1
            : IsDeclaredByType(constructor);
    }

    /// <summary>Whether a property is a field and no more.</summary>
    public static bool IsAutomatic(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (property.IsStatic || property.IsIndexer || property.ContainingType.TypeKind != TypeKind.Struct)
            return false;
        if (HasField(property))
            return !HasWrittenAccessor(property);

        // The backing field is private, and so not read from metadata, but the accessors carry the compiler's mark.
        return property.DeclaringSyntaxReferences.IsEmpty && property.GetMethod is { } getter
            && IsCompilerGenerated(getter)
            && (property.SetMethod is null || IsCompilerGenerated(property.SetMethod));
    }

    /// <summary>Whether a property's accessors, as they are written, use a field that C# gives it.</summary>
    public static bool IsAroundField(IPropertySymbol property)
        => !property.IsStatic && HasField(property) && HasWrittenAccessor(property);

    /// <summary>Whether the compiler wrote a member, in this compilation or in the one that it is read from.</summary>
    public static bool IsCompilerGenerated(ISymbol member)
        => member.IsImplicitlyDeclared
            || member.GetAttributes().Any(a => a.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static bool HasField(IPropertySymbol property)
        => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(
            f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private static bool HasWrittenAccessor(IPropertySymbol property)
        => (property.PartialImplementationPart ?? property).DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax()).OfType<PropertyDeclarationSyntax>()
            .Any(p => p.ExpressionBody is not null
                || p.AccessorList!.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null));

    private static bool IsDeclaredByType(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax);

    // A parameter that a member's body uses is captured; one that only initializers use is not.
    private static HashSet<ISymbol> Captured(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var captured = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (type.IsRecord || PrimaryConstructor(type) is not { } constructor)
            return captured;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(m => !m.IsImplicitlyDeclared))
        {
            if (Bodies.Of(method, compilation, cancellationToken) is not { } body)
                continue;
            foreach (var use in body.DescendantsAndSelf().OfType<IParameterReferenceOperation>())
            {
                if (SymbolEqualityComparer.Default.Equals(use.Parameter.ContainingSymbol, constructor))
                    captured.Add(use.Parameter);
            }
        }

        return captured;
    }
}
