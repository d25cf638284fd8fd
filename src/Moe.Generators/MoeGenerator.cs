using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Declarations;
using Moe.Generators.Halves;
using Moe.Generators.Incremental;

namespace Moe.Generators;

/// <summary>Gives kernels, routings and device code their generated halves.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class MoeGenerator : IIncrementalGenerator
{
    internal const string KernelStep = "Kernels";
    internal const string DeviceFunctionStep = "DeviceFunctions";
    internal const string RoutingStep = "Routings";
    internal const string DeviceStructStep = "DeviceStructs";
    internal const string ClassStep = "Classes";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Each attributed declaration becomes a model of strings; symbols, syntax and compilation end here.
        var kernels = Find<MethodDeclarationSyntax, FunctionDeclaration>(
            context, KnownNames.KernelAttribute, FunctionReader.Read, KernelStep);
        var functions = Find<MemberDeclarationSyntax, FunctionDeclaration>(
            context, KnownNames.DeviceAttribute, FunctionReader.Read, DeviceFunctionStep);
        var routings = Find<TypeDeclarationSyntax, StructDeclaration>(
            context, KnownNames.RoutingAttribute, StructReader.Read, RoutingStep);
        var structs = Find<TypeDeclarationSyntax, StructDeclaration>(
            context, KnownNames.DeviceAttribute, StructReader.Read, DeviceStructStep);

        // 2. A class knows its members by name.
        var classes = kernels.Select(static (kernel, _) => kernel.Member).Collect()
            .Combine(functions.Select(static (function, _) => function.Member).Collect())
            .SelectMany(static (members, _) => ClassDeclaration.Group(members.Left.AddRange(members.Right)))
            .WithTrackingName(ClassStep);

        // 3. Places name files as the project asks.
        var files = context.CompilationProvider.Select(static (compilation, _) => SymbolFile.OfProject(compilation))
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => HasLineInfo(options.GlobalOptions)))
            .Select(static (known, _) => new PlaceFiles(known.Left, known.Right));

        // 4. Each model becomes a file.
        context.RegisterSourceOutput(kernels.Combine(files), WriteFunction);
        context.RegisterSourceOutput(functions.Combine(files), WriteFunction);
        context.RegisterSourceOutput(routings.Combine(files), WriteStruct);
        context.RegisterSourceOutput(structs.Combine(files), WriteStruct);
        context.RegisterSourceOutput(
            classes,
            static (output, type) => output.AddSource($"{type.Name.File}.g.cs", ClassHalf.Write(type)));
    }

    private static IncrementalValuesProvider<TModel> Find<TNode, TModel>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> read,
        string step)
        where TNode : SyntaxNode
        where TModel : class
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TNode, new KeptModels<TModel>(read).Of)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(step);

    private static bool HasLineInfo(AnalyzerConfigOptions options)
        => options.TryGetValue("build_property.MoeLineInfo", out string? value)
            && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static void WriteFunction(
        SourceProductionContext output, (FunctionDeclaration Function, PlaceFiles Files) half)
        => output.AddSource(
            $"{half.Function.Class.File}.{half.Function.File}.g.cs",
            FunctionHalf.Write(half.Function, half.Files));

    private static void WriteStruct(SourceProductionContext output, (StructDeclaration Type, PlaceFiles Files) half)
    {
        var type = half.Type;
        string file = type.File
            + (type.TypeParameters.Count > 0 ? $"{{{string.Join(",", type.TypeParameters)}}}" : "");
        output.AddSource($"{file}.g.cs", StructHalf.WriteFirst(type, half.Files));
        for (int i = 1; i < type.Parts.Count; i++)
            output.AddSource($"{file}.{i + 1}.g.cs", StructHalf.WriteOther(type.Parts[i]));
    }
}
