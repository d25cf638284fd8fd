using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cpu;
using Moe.Generators.Cuda;

namespace Moe.Generators.Declarations;

/// <summary>Reads a routing or device struct.</summary>
internal static class StructReader
{
    /// <summary>Reads the struct that an attribute stands on.</summary>
    /// <returns>The declaration; null where a rule about declarations is broken, so that no half can be written.</returns>
    public static StructDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        // A routing that is not partial gets its half all the same: then the compiler names the missing modifier, where it
        // would else name the interface's members, and stop before the analyzers.
        if (context.TargetNode is not TypeDeclarationSyntax declaration
            || context.TargetSymbol is not INamedTypeSymbol type
            || !Places.HasHalf(type, context.Attributes[0]))
        {
            return null;
        }

        var compilation = context.SemanticModel.Compilation;
        var unit = DeclaredUnit.Of(type, CudaTranslator.TranslateType(type, compilation, cancellationToken));
        var parts = type.DeclaringSyntaxReferences
            .Select(reference => (TypeDeclarationSyntax)reference.GetSyntax(cancellationToken))
            .OrderBy(part => part != declaration)
            .Select(part => ReadPart(part, unit.Problem, compilation, cancellationToken))
            .ToImmutableArray();
        return new StructDeclaration(
            Spelling.FullName(type),
            FileNames.Of(type),
            Spelling.Identifier(type.Name) + Spelling.TypeParameters(type.TypeParameters),
            UnitNames.FromAnywhere(type),
            type.TypeParameters.Select(p => Spelling.Identifier(p.Name)).ToImmutableArray(),
            unit,
            type.Has(KnownNames.RoutingAttribute) ? RoutingOf(type) : null,
            DeviceInterfaces.ImplementationsOf(type),
            parts);
    }

    private static StructPart ReadPart(
        TypeDeclarationSyntax part, string problem, Compilation compilation, CancellationToken cancellationToken)
    {
        var model = SemanticModels.Of(part.SyntaxTree, compilation);
        var functions = ImmutableArray.CreateBuilder<CpuFunction>();
        foreach (var declaration in part.Members.OfType<MethodDeclarationSyntax>())
        {
            // Of a partial method it is the part with the body.
            if (model.GetDeclaredSymbol(declaration, cancellationToken) is IMethodSymbol method
                && method.PartialImplementationPart is null
                && DeviceSymbols.HasCpuBody(method))
            {
                functions.Add(CpuFunctionReader.Read(method, declaration, problem, model, cancellationToken));
            }
        }

        return new StructPart(SourceScopeReader.InsideOf(part), functions.ToImmutable());
    }

    private static RoutingModel RoutingOf(INamedTypeSymbol type)
        => new(
            NameOf(type, KnownNames.DispatchAttribute, RoutingMethods.IsDispatch),
            NameOf(type, KnownNames.CombineAttribute, RoutingMethods.IsCombine));

    private static string? NameOf(INamedTypeSymbol type, string attribute, Func<IMethodSymbol, bool> fits)
        => type.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(m => m.Has(attribute) && fits(m))?.Name;
}
