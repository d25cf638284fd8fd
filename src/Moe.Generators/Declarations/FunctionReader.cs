using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Moe.Generators.Cpu;
using Moe.Generators.Cuda;

namespace Moe.Generators.Declarations;

/// <summary>Reads a kernel, or a device function or property of a class.</summary>
internal static class FunctionReader
{
    /// <summary>Reads the member that an attribute stands on.</summary>
    /// <returns>The declaration; null where a rule about declarations is broken, so that no half can be written.</returns>
    public static FunctionDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var member = (context.TargetSymbol as IMethodSymbol)?.PartialDefinitionPart ?? context.TargetSymbol;
        var node = PartialMethods.Implementation(member, cancellationToken) ?? context.TargetNode;
        var model = SemanticModels.Of(node.SyntaxTree, context.SemanticModel.Compilation);
        if (node.Parent is not ClassDeclarationSyntax type
            || (member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod) is not { } method
            || !Places.HasHalf(method, context.Attributes[0], model.Compilation)
            || !Partiality.IsPartial(type))
        {
            return null;
        }

        var unit = DeclaredUnit.Of(
            member, CudaTranslator.TranslateMethod(method, model.Compilation, cancellationToken));
        var cpu = node is MethodDeclarationSyntax declaration
            ? CpuFunctionReader.Read(method, declaration, unit.Problem, model, cancellationToken)
            : null;
        return new FunctionDeclaration(
            SourceScopeReader.InsideOf(type),
            new ClassName(
                Spelling.FullName(method.ContainingType),
                UnitNames.QualifiedCudaName(method.ContainingType),
                FileNames.Of(method.ContainingType)),
            member.Name,
            Spelling.Reach(member),
            UnitNames.UnitPropertyName(method),
            FileNames.Of(UnitNames.UnitPropertyName(method), method.ContainingType),
            unit,
            cpu,
            cpu is not null && method.Attribute(KnownNames.KernelAttribute) is { } attribute
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
                .Where(p => p.Has(KnownNames.SpecializeAttribute))
                .Select(p => ConstantOf(p, parameters[p.Ordinal]))
                .ToImmutableArray(),
            MemoryOf(method, parameters),
            attribute.Argument<int?>("MaxThreads") ?? 1024,
            cpu.Waits);
    }

    private static ImmutableArray<MemoryModel> MemoryOf(
        IMethodSymbol method, ImmutableArray<ParameterModel> parameters)
        => method.Parameters.Any(p => p.Has(KnownNames.NoAliasAttribute))
            ? [.. method.Parameters
                .Where(p => DeviceTypes.TwinOf(p.Type) is not null)
                .Select(p => new MemoryModel(parameters[p.Ordinal], p.Name, p.Has(KnownNames.NoAliasAttribute)))]
            : [];

    private static ConstantModel ConstantOf(IParameterSymbol parameter, ParameterModel model)
        => new(
            model,
            parameter.Name,
            UnitNames.CudaTypeName(parameter.Type) ?? "int",
            parameter.Type.SpecialType == SpecialType.System_Boolean);
}
