using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Dsl;
using Moe.Generators.Cuda;
using Moe.Generators.Tests.Diagnostics;
using Moe.Generators.Tests.Testing;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Generators.Tests.Language;

/// <summary>The examples of docs/language.md are what they look like.</summary>
[TestClass]
public sealed class LanguagePageTests
{
    private static readonly Lazy<(CSharpCompilation Compilation, Assembly Assembly)> Page = new(Compile);

    [TestMethod]
    public void Every_block_of_code_is_an_example_or_its_CUDA()
    {
        string text = LanguagePage.Text;
        int blocks = text.Split("\n```csharp\n").Length + text.Split("\n```cuda\n").Length - 2;

        Assert.IsGreaterThan(10, LanguagePage.Examples.Count);
        Assert.AreEqual(2 * LanguagePage.Examples.Count, blocks);
    }

    [TestMethod]
    public async Task The_analyzers_have_nothing_to_say()
    {
        var analysis = Page.Value.Compilation.WithAnalyzers([.. Catalog.Analyzers]);
        var found = await analysis.GetAnalyzerDiagnosticsAsync(default);

        Assert.IsEmpty(found, string.Join("\n", found));
    }

    [TestMethod]
    public void Shown_CUDA_is_emitted()
    {
        var emitted = LanguagePage.Examples.Select((_, i) => string.Join("\n", Units(i).Select(u => u.Text))).ToList();
        if (Environment.GetEnvironmentVariable("MOE_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(LanguagePage.File, LanguagePage.With(emitted));
            return;
        }

        for (int i = 0; i < emitted.Count; i++)
            Assert.AreEqual(emitted[i], LanguagePage.Examples[i].Cuda, "MOE_UPDATE_GOLDENS=1 rewrites the page.");
    }

    [TestMethod]
    public void Emitted_CUDA_compiles()
    {
        var compiled = NvrtcTest.Require().Compile(new CudaSource
        {
            Program = CudaProgram.Link(LanguagePage.Examples.SelectMany((_, i) => Units(i))),
            FileName = "language.cu",
            NameExpressions = [],
            Architecture = "sm_80",
        });

        Assert.AreEqual("", compiled.Log);
    }

    private static (CSharpCompilation Compilation, Assembly Assembly) Compile()
    {
        var files = LanguagePage.Examples.Select((example, i) => (PathOf(i), example.CSharp)).ToList();
        var usings = ("/src/App/Numerics.cs", "global using System.Numerics;");
        var compilation = TestCompilation.Generate(TestCompilation.Of([usings, .. files]));
        var errors = compilation.GetDiagnostics();
        Assert.IsEmpty(errors, string.Join("\n", errors));
        return (compilation, LoadedProgram.Load(compilation));
    }

    private static string PathOf(int example) => $"/src/App/Example{example}.cs";

    /// <summary>The units of an example's declarations, in their order.</summary>
    private static IEnumerable<CudaUnit> Units(int example)
    {
        var (compilation, assembly) = Page.Value;
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == PathOf(example));
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Select(member => model.GetDeclaredSymbol(member))
            .Select(symbol => symbol is null ? null : UnitOf(symbol, assembly))
            .OfType<CudaUnit>();
    }

    private static CudaUnit? UnitOf(ISymbol symbol, Assembly assembly) => symbol switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Struct } type => Property(assembly, type.ToDisplayString(), "Cuda"),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type => Needed(assembly, UnitNames.QualifiedCudaName(type)),
        IMethodSymbol { ContainingType: { TypeKind: TypeKind.Class } type } method =>
            Property(assembly, type.ToDisplayString() + "+Units", UnitNames.UnitPropertyName(method)),
        _ => null,
    };

    private static CudaUnit Property(Assembly assembly, string type, string name)
        => (CudaUnit)assembly.GetType(type, throwOnError: true)!.GetProperty(name)!.GetValue(null)!;

    // Whoever uses an enum has its unit.
    private static CudaUnit Needed(Assembly assembly, string name)
        => assembly.GetTypes().Where(t => !t.IsNested && t.GetProperty("Cuda") is not null)
            .Select(t => (CudaUnit)t.GetProperty("Cuda")!.GetValue(null)!)
            .SelectMany(u => u.Needs).SelectMany(u => u.Needs).First(u => u.Name == name);
}
