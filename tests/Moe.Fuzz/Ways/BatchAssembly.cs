using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Fuzz.Drawing;
using Moe.Generators;

namespace Moe.Fuzz.Ways;

/// <summary>
/// Many cases compiled together, each in a namespace of its own: once with the generator, and once as
/// <see cref="CheckedReference"/> rewrites them. A case that does not compile is left out and told why.
/// </summary>
internal sealed partial class BatchAssembly : IDisposable
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Suppress);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsReferred(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly SyntaxTree Usings = Parse(CaseEntry.Usings, "Usings.cs");

    private readonly AssemblyLoadContext _context = new("cases", isCollectible: true);

    private BatchAssembly(IReadOnlyList<CaseResult> cases, string beside)
    {
        var sources = cases.Select((c, i) => Parse(c.Case.SourceIn(SpaceOf(i)), $"{SpaceOf(i)}.cs")).ToList();

        // With a text that does not parse beside it, the driver would generate nothing at all.
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i].GetDiagnostics().FirstOrDefault() is { } error)
                Blame(cases[i], error, isAuthors: true);
        }

        var whole = sources.Where((_, i) => cases[i].Error is null);
        var drawn = CSharpCompilation.Create("cases", whole.Append(Parse(beside, "Beside.cs")).Prepend(Usings), References, Options);
        var driver = CSharpGeneratorDriver
            .Create([new MoeGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(drawn, out var generated, out _);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
            throw new InvalidOperationException("The generator threw.", exception);
        Generated = Load(
            cases,
            generated.AddSyntaxTrees(Enumerable.Range(0, cases.Count).Where(i => cases[i].Error is null).Select(
                i => Parse(CaseEntry.CSharp(cases[i].Case, SpaceOf(i), isGenerated: true), EntryOf(i)))),
            sources);

        Reference = new Lazy<Assembly>(() => LoadReference(cases, sources, drawn));
    }

    private Assembly Generated { get; }

    private Lazy<Assembly> Reference { get; }

    /// <summary>Compiles cases, and sets the error of those that do not compile.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="beside">C# that is compiled with them.</param>
    public static BatchAssembly Of(IReadOnlyList<CaseResult> cases, string beside = "") => new(cases, beside);

    /// <summary>What calls the author's methods of a namespace, and the generated ones.</summary>
    public Type Entry(string space) => Generated.GetType($"{space}.Entry", throwOnError: true)!;

    /// <summary>What calls the rewritten methods of a namespace.</summary>
    public Type ReferenceEntry(string space) => Reference.Value.GetType($"{space}.Entry", throwOnError: true)!;

    /// <summary>The namespace of a batch's case.</summary>
    public static string SpaceOf(int index) => $"Case{index}";

    /// <summary>A case's tree, and what the compiler knows of it.</summary>
    public static (SyntaxTree Tree, SemanticModel Model) Model(FuzzCase drawn)
    {
        var tree = Parse(drawn.Source, "Case.cs");
        return (tree, CSharpCompilation.Create("case", [Usings, tree], References, Options).GetSemanticModel(tree));
    }

    public void Dispose() => _context.Unload();

    private static bool IsReferred(string name)
        => name.StartsWith("System.", StringComparison.Ordinal) || name is "Moe.Dsl" or "Moe.Runtime";

    private static string EntryOf(int index) => $"{SpaceOf(index)}.Entry.cs";

    private static SyntaxTree Parse(string text, string path)
        => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private static SyntaxTree Rewrite(SyntaxTree source, Compilation drawn)
    {
        // The rewriter's text is read anew: a tree made by hand may lack what only the parser puts in.
        var root = new CheckedReference(drawn.GetSemanticModel(source)).Visit(source.GetRoot());
        return Parse(root.ToFullString(), source.FilePath);
    }

    private Assembly LoadReference(IReadOnlyList<CaseResult> cases, List<SyntaxTree> sources, Compilation drawn)
    {
        var functions = Enumerable.Range(0, cases.Count).Where(i => cases[i] is { Error: null, Case.Grid: null });
        var trees = functions.SelectMany(i => new[]
        {
            Rewrite(sources[i], drawn),
            Parse(CaseEntry.CSharp(cases[i].Case, SpaceOf(i), isGenerated: false), EntryOf(i)),
        });
        return Load(cases, CSharpCompilation.Create("reference", trees.Prepend(Usings), References, Options), []);
    }

    private Assembly Load(IReadOnlyList<CaseResult> cases, Compilation compilation, List<SyntaxTree> sources)
    {
        while (true)
        {
            using var image = new MemoryStream();
            var result = compilation.Emit(image);
            if (result.Success)
            {
                image.Position = 0;
                return _context.LoadFromStream(image);
            }

            var broken = new HashSet<int>();
            foreach (var error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
            {
                // What belongs to no case is what is compiled beside them.
                if (error.Location.SourceTree is not { } tree || CaseOf(tree) is not (>= 0 and var index))
                    throw new InvalidOperationException($"The cases do not compile: {error}");
                broken.Add(index);
                Blame(cases[index], error, sources.Contains(tree));
            }

            var kept = compilation.SyntaxTrees.Where(tree => !broken.Contains(CaseOf(tree)));
            compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees([.. kept]);
        }
    }

    // Generated files are named after what they hold, and so after the case.
    private static int CaseOf(SyntaxTree tree)
        => CaseNumber().Match(Path.GetFileName(tree.FilePath)) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : -1;

    // What is wrong with the drawn text is why the generated one is wrong, too.
    private static void Blame(CaseResult result, Diagnostic error, bool isAuthors)
    {
        if (result.Error is not null && (!isAuthors || result.IsNotCSharp))
            return;
        result.Error = $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)} in {LineOf(error)}";
        result.IsNotCSharp = isAuthors;
    }

    private static string LineOf(Diagnostic error)
        => error.Location.SourceTree!.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();

    [GeneratedRegex(@"^Case(\d+)\.")]
    private static partial Regex CaseNumber();
}
