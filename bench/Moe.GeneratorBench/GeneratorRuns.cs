using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Dsl;
using Moe.Generators;

namespace Moe.GeneratorBench;

/// <summary>
/// The generator over a thousand annotated methods. Parsing is the compiler's own and outside the time; binding, which the
/// generator asks for, is inside it, for each run is given a compilation that nothing has been asked of.
/// </summary>
[MemoryDiagnoser]
public class GeneratorRuns
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Preview);

    private static readonly string[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))];

    private readonly SyntaxTree[] _trees =
        [.. Enumerable.Range(0, ThousandMethods.Files).Select(file => Parse(file, ThousandMethods.File(file)))];

    private readonly MetadataReference[] _references =
        [.. Framework.Append(typeof(CudaUnit).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];

    private CSharpCompilation? _compilation;
    private CSharpCompilation? _edited;
    private GeneratorDriver? _driver;
    private int _edits;

    /// <summary>Runs the generator once, and sees that what it generates is whole.</summary>
    [GlobalSetup(Targets = [nameof(EditBody), nameof(EditDeclaration)])]
    public void Generate()
    {
        _driver = NewDriver().RunGeneratorsAndUpdateCompilation(NewCompilation(), out var generated, out _);
        var problems = generated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        if (problems.Count > 0)
            throw new InvalidOperationException($"The methods do not compile: {string.Join("\n", problems.Take(5))}");
    }

    /// <summary>A compilation that nothing has been asked of.</summary>
    [IterationSetup(Target = nameof(Cold))]
    public void Begin() => _compilation = NewCompilation();

    /// <summary>The same for an edit inside one method.</summary>
    [IterationSetup(Target = nameof(EditBody))]
    public void BeginEditBody() => _edited = NewCompilation(ThousandMethods.WithAnotherBody());

    /// <summary>The same for an edit of what all methods can see, each time another one.</summary>
    [IterationSetup(Target = nameof(EditDeclaration))]
    public void BeginEditDeclaration() => _edited = NewCompilation(ThousandMethods.WithAnotherDeclaration(_edits++));

    /// <summary>A driver's first run.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => NewDriver().RunGenerators(_compilation!);

    /// <summary>A driver's run after an edit inside one method.</summary>
    [Benchmark]
    public GeneratorDriver EditBody() => _driver!.RunGenerators(_edited!);

    /// <summary>A driver's run after an edit of a declaration.</summary>
    [Benchmark]
    public GeneratorDriver EditDeclaration() => _driver!.RunGenerators(_edited!);

    private static CSharpGeneratorDriver NewDriver()
        => CSharpGeneratorDriver.Create([new MoeGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    private CSharpCompilation NewCompilation() => CSharpCompilation.Create(
        "App",
        _trees,
        _references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    private CSharpCompilation NewCompilation(string edited) => NewCompilation().ReplaceSyntaxTree(
        _trees[ThousandMethods.EditedFile], Parse(ThousandMethods.EditedFile, edited));

    private static SyntaxTree Parse(int file, string text)
        => CSharpSyntaxTree.ParseText(text, ParseOptions, $"/src/App/File{file}.cs");
}
