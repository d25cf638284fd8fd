using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cpu;
using Moe.Generators.Cuda;

namespace Moe.Generators.Declarations;

/// <summary>Reads a kernel, or a device function of a class.</summary>
internal static class FunctionReader
{
    /// <summary>Reads the method that an attribute stands on.</summary>
    /// <returns>The declaration; null where a rule about declarations is broken, so that no half can be written.</returns>
    public static FunctionDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetNode is not MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } declaration
            || context.TargetSymbol is not IMethodSymbol method
            || !Places.HasHalf(method, context.Attributes[0], context.SemanticModel.Compilation)
            || !Partiality.IsPartial(type))
        {
            return null;
        }

        var model = context.SemanticModel;
        var unit = DeclaredUnit.Of(
            method,
            CudaTranslator.TranslateMethod(
                method, model.Compilation, ProjectDirectory.Of(model.Compilation), cancellationToken));
        var cpu = CpuFunctionReader.Read(method, declaration, unit.Problem, model, cancellationToken);
        return new FunctionDeclaration(
            SourceScopeReader.InsideOf(type),
            new ClassName(Spelling.FullName(method.ContainingType), UnitNames.QualifiedCudaName(method.ContainingType)),
            method.Name,
            Spelling.Reach(method),
            UnitNames.UnitPropertyName(method),
            unit,
            cpu,
            DeviceSymbols.Find(method, KnownNames.KernelAttribute) is { } attribute
                ? KernelOf(method, attribute, cpu)
                : null);
    }

    private static KernelModel KernelOf(IMethodSymbol method, AttributeData attribute, CpuFunction cpu)
    {
        var parameters = Spelling.Parameters(method);
        return new KernelModel(
            method.TypeParameters.Select(p => Spelling.Identifier(p.Name)).ToImmutableArray(),
            Spelling.Constraints(method.TypeParameters),
            parameters,
            method.Parameters
                .Where(p => DeviceSymbols.Has(p, KnownNames.SpecializeAttribute))
                .Select(p => ConstantOf(p, parameters[p.Ordinal]))
                .ToImmutableArray(),
            attribute.NamedArguments.FirstOrDefault(a => a.Key == "MaxThreads").Value.Value as int? ?? 1024,
            cpu.Waits);
    }

    private static ConstantModel ConstantOf(IParameterSymbol parameter, ParameterModel model)
        => new(
            model,
            parameter.Name,
            UnitNames.CudaTypeName(parameter.Type) ?? "int",
            parameter.Type.SpecialType == SpecialType.System_Boolean);
}
