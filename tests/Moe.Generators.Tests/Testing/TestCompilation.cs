using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moe.Generators.Tests.Testing;

/// <summary>Compiles C# in memory as a project would that has warnings as errors.</summary>
internal static class TestCompilation
{
    /// <summary>The file that a lone source stands in.</summary>
    public const string Path = "/src/App/Program.cs";

    private const string GlobalUsings = "global using System; global using Moe.Dsl; global using Moe.Runtime;";

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Preview)
        .WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator)
            .Where(p => !System.IO.Path.GetFileName(p).StartsWith("Microsoft.", StringComparison.Ordinal))
            .Where(p => !System.IO.Path.GetFileName(p).StartsWith("Moe.Generators", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p))];

    /// <summary>A compilation before generation.</summary>
    public static CSharpCompilation Of(params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "App",
        files.Prepend(("/src/App/Usings.cs", GlobalUsings)).Select(f => Parse(f.Item1, f.Item2)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable,
            sourceReferenceResolver: new SourceFileResolver([], "/src/App"))
            .WithSpecificDiagnosticOptions(
            [
                // The tests' own programs need no documentation.
                new("CS1591", ReportDiagnostic.Suppress),

                // The references are of several frameworks' minor versions.
                new("CS1701", ReportDiagnostic.Suppress),
            ]));

    /// <summary>A compilation of one file before generation.</summary>
    public static CSharpCompilation Of(string source) => Of((Path, source));

    /// <summary>A driver that records its steps.</summary>
    public static CSharpGeneratorDriver Driver(ProjectProperties? properties = null) => CSharpGeneratorDriver.Create(
        [new MoeGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: properties,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The compilation with the generator's files; the generator itself reports nothing.</summary>
    public static CSharpCompilation Generate(CSharpCompilation compilation, ProjectProperties? properties = null)
    {
        Driver(properties).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics);
        Assert.IsEmpty(diagnostics, string.Join("\n", diagnostics));
        return (CSharpCompilation)generated;
    }

    public static SyntaxTree Parse(string path, string text)
        => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);
}
