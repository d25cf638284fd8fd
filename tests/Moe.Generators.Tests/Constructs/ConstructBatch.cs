using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Dsl;
using Moe.Generators.Tests.Diagnostics;
using Moe.Generators.Tests.Testing;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Generators.Tests.Constructs;

/// <summary>
/// All rows in one compilation, with their halves, under all analyzers, and all their CUDA in one program: one by one
/// they would take minutes.
/// </summary>
internal sealed partial class ConstructBatch
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Lazy<ConstructBatch> Made = new(() => new([.. ConstructList.All.Where(c => !c.IsCSharps)]));

    private readonly Dictionary<string, string> _owners = [];
    private readonly ILookup<string, Diagnostic> _findings;
    private readonly ILookup<string, Diagnostic> _errors;
    private readonly Lazy<ILookup<string, string>> _logs;

    private ConstructBatch(IReadOnlyList<Construct> constructs)
    {
        var compilation = TestCompilation.Generate(Compile(constructs));
        _findings = compilation.WithAnalyzers([.. Catalog.Analyzers]).GetAnalyzerDiagnosticsAsync(default).Result
            .ToLookup(OwnerOf);

        // A compilation that can be emitted has none.
        using var image = new MemoryStream();
        var errors = compilation.Emit(image).Success ? [] : compilation.GetDiagnostics();
        byte[] bytes = image.ToArray();
        _errors = errors.Where(d => d.Severity == DiagnosticSeverity.Error).ToLookup(OwnerOf);
        _logs = new(() => CompileCuda(constructs, bytes));
    }

    /// <summary>The list's batch, made when it is first asked for.</summary>
    public static ConstructBatch All => Made.Value;

    /// <summary>A batch of one row, which the C# compiler itself refuses.</summary>
    public static ConstructBatch Of(Construct construct) => new([construct]);

    /// <summary>What the analyzers say of a row.</summary>
    public IEnumerable<Diagnostic> FindingsIn(Construct construct) => _findings[FileOf(construct)];

    /// <summary>The errors that the C# compiler finds in a row or in its halves.</summary>
    public IEnumerable<Diagnostic> ErrorsIn(Construct construct) => _errors[FileOf(construct)];

    /// <summary>What NVRTC says of a row that is translated: nothing, if all is well.</summary>
    public IEnumerable<string> LogOf(Construct construct) => _logs.Value[FileOf(construct)];

    /// <summary>What NVRTC says of no row in particular.</summary>
    public IEnumerable<string> OtherLog => _logs.Value[""];

    private CSharpCompilation Compile(IEnumerable<Construct> constructs)
    {
        var trees = new List<SyntaxTree> { TestCompilation.Parse("/src/App/Given.cs", ConstructList.Given) };
        foreach (var construct in constructs)
        {
            var tree = TestCompilation.Parse(FileOf(construct), construct.Source);
            foreach (var member in tree.GetCompilationUnitRoot().Members)
                _owners[NameOf(member)] = tree.FilePath;
            trees.Add(tree);
        }

        var compilation = TestCompilation.Of().RemoveAllSyntaxTrees().AddSyntaxTrees(trees);

        // Warnings are the rows' own affair.
        return compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
    }

    /// <summary>What NVRTC says, by the files that it says it of. Rows in error are left out.</summary>
    private ILookup<string, string> CompileCuda(IReadOnlyList<Construct> constructs, byte[] image)
    {
        var compiler = NvrtcTest.Require();
        if (image.Length == 0)
            return new ConstructBatch([.. constructs.Where(c => !ErrorsIn(c).Any())])._logs.Value;
        var translated = constructs.Where(c => c.IsTranslated && !FindingsIn(c).Any()).Select(FileOf).ToHashSet();
        var context = new AssemblyLoadContext("Constructs", isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream(image));
        var program = ProgramOf([.. assembly.GetTypes().Where(t => translated.Contains(OwnerOf(t.FullName!)))]);
        return Message().Matches(Log(compiler, program)).ToLookup(
            m => FileOf(program, int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture)), m => m.Value);
    }

    private static CudaSource ProgramOf(IReadOnlyList<Type> types)
    {
        var definitions = types.Where(typeof(IKernelLaunch).IsAssignableFrom)
            .Select(type => Close(type).GetProperty("Definition", Members)?.GetValue(null))
            .OfType<KernelDefinition>().ToList();
        var units = types.Where(type => type is { IsGenericType: false, IsNested: false })
            .Select(type => type.GetProperty("Cuda", Members)?.GetValue(null))
            .OfType<CudaUnit>();
        var needs = definitions.SelectMany(d => d.TypeArguments).SelectMany(type => type.Needs);
        return new CudaSource
        {
            Program = CudaProgram.Link([.. needs, .. units]),
            FileName = "constructs.cu",
            NameExpressions = [.. definitions.Select(d => d.NameExpression([.. d.Constants.Select(_ => 1L)]))],
            Architecture = "sm_80",
        };
    }

    private static string Log(NvrtcCompiler compiler, CudaSource program)
    {
        try
        {
            return compiler.Compile(program).Log;
        }
        catch (CompilationException e)
        {
            return e.Log;
        }
    }

    // Any type does for a parameter, but where an interface is asked for: that is IRouting.
    private static Type Close(Type launch) => launch.IsGenericTypeDefinition
        ? launch.MakeGenericType([.. launch.GetGenericArguments().Select(argument =>
            argument.GetGenericParameterConstraints().Any(c => c.IsInterface)
                ? launch.Assembly.GetType("Given.BlockRouting")!
                : typeof(int))])
        : launch;

    private string OwnerOf(Diagnostic diagnostic) => OwnerOf(diagnostic.Location.SourceTree!.FilePath);

    private string OwnerOf(string fileOrType)
    {
        string name = Path.GetFileName(fileOrType);
        return _owners.GetValueOrDefault(name.Split('.', '+', '{', '`')[0], fileOrType);
    }

    private static string FileOf(CudaSource source, int line)
        => source.Program.PlaceOf(line) is { File: var file } ? "/src/App/" + file : "";

    private static string FileOf(Construct construct) => $"/src/App/{construct.Key}.cs";

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString().Split('.')[0],
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => "",
    };

    [GeneratedRegex(
        @"^constructs\.cu\((?<line>\d+)\).*?(?=^constructs\.cu\(|^Remark|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Message();
}
