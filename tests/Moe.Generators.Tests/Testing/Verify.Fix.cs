using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Moe.Generators.Tests.Testing;

internal static partial class Verify
{
    /// <summary>That the fix of an analyzer's only finding turns one source into another.</summary>
    public static async Task Fix(string before, string after, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var compilation = TestCompilation.Of(before);
        var project = workspace.AddProject("App", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.References);
        foreach (var tree in compilation.SyntaxTrees)
            project = project.AddDocument(Path.GetFileName(tree.FilePath), await tree.GetTextAsync()).Project;
        var document = project.Documents.Single(d => d.Name == Path.GetFileName(TestCompilation.Path));

        var withAnalyzer = (await project.GetCompilationAsync())!.WithAnalyzers([analyzer]);
        var finding = (await withAnalyzer.GetAnalyzerDiagnosticsAsync(default)).Single();
        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (a, _) => action ??= a, default));
        var operations = await action!.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var simplified = await Simplifier.ReduceAsync(changed);
        var formatted = await Formatter.FormatAsync(simplified, Formatter.Annotation);
        Assert.AreEqual(after, (await formatted.GetTextAsync()).ToString());
    }
}
