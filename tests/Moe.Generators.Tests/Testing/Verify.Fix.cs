using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Moe.Generators.Tests.Testing;

internal static partial class Verify
{
    /// <summary>That the fix of an analyzer's first finding turns one source into another.</summary>
    public static async Task Fix(string before, string after, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var document = await Open(workspace, before);
        var findings = await Findings(document.Project, analyzer, provider);
        var action = await FirstFix(document, findings[0], provider);
        Assert.IsNotNull(action, "No fix is offered.");
        Assert.AreEqual(after, await Apply(action, document));
    }

    /// <summary>That the fix of an analyzer's findings, applied to all at once, turns one source into another.</summary>
    public static async Task FixAll(string before, string after, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var document = await Open(workspace, before);
        var findings = await Findings(document.Project, analyzer, provider);
        var first = await FirstFix(document, findings[0], provider);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Document, first!.EquivalenceKey!, provider.FixableDiagnosticIds,
            new FoundDiagnostics(findings), default));
        Assert.AreEqual(after, await Apply(action!, document));
    }

    /// <summary>That no fix is offered for an analyzer's first finding.</summary>
    public static async Task NoFix(string source, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var document = await Open(workspace, source);
        var findings = await Findings(document.Project, analyzer, provider);
        Assert.IsNull(await FirstFix(document, findings[0], provider));
    }

    private static async Task<Document> Open(AdhocWorkspace workspace, string source)
    {
        var compilation = TestCompilation.Of(source);
        var project = workspace.AddProject("App", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.References);
        foreach (var tree in compilation.SyntaxTrees)
            project = project.AddDocument(Path.GetFileName(tree.FilePath), await tree.GetTextAsync()).Project;
        return project.Documents.Single(d => d.Name == Path.GetFileName(TestCompilation.Path));
    }

    private static async Task<ImmutableArray<Diagnostic>> Findings(
        Project project, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers([analyzer]);
        var found = await compilation.GetAnalyzerDiagnosticsAsync(default);
        return [.. found.Where(d => provider.FixableDiagnosticIds.Contains(d.Id)).OrderBy(d => d.Location.SourceSpan)];
    }

    private static async Task<CodeAction?> FirstFix(Document document, Diagnostic finding, CodeFixProvider provider)
    {
        CodeAction? first = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (a, _) => first ??= a, default));
        return first;
    }

    private static async Task<string> Apply(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var simplified = await Simplifier.ReduceAsync(changed);
        var formatted = await Formatter.FormatAsync(simplified, Formatter.Annotation);
        return (await formatted.GetTextAsync()).ToString();
    }

    private sealed class FoundDiagnostics(ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
