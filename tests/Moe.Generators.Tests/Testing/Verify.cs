using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Moe.Tests;

namespace Moe.Generators.Tests.Testing;

/// <summary>What a source is verified to yield.</summary>
internal static partial class Verify
{
    /// <summary>
    /// That the analyzers find what the source marks, <c>{|MOE1001:name|}</c>, and nothing else, and that the generated
    /// halves add no error of their own.
    /// </summary>
    public static async Task Diagnostics(string marked, params DiagnosticAnalyzer[] analyzers)
    {
        var (source, expected) = Unmark(marked);
        var compilation = TestCompilation.Generate(TestCompilation.Of(source));
        var found = await compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync(default);
        CollectionAssert.AreEquivalent(
            expected, found.Select(d => (d.Id, d.Location.SourceSpan)).ToList(), string.Join("\n", found));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.IsEmpty(errors, string.Join("\n", errors));
    }

    /// <summary>That a generated file has the text of a golden one.</summary>
    public static void Source(string source, string file)
    {
        var generated = TestCompilation.Generate(TestCompilation.Of(source)).SyntaxTrees
            .Single(t => Path.GetFileName(t.FilePath) == file);
        Golden.Matches(file + ".txt", generated.ToString());
    }

    /// <summary>The reason for which each output of a step was made, when one file was replaced by another.</summary>
    public static List<IncrementalStepRunReason> Steps(
        string step, (string Path, string Text)[] files, (string Path, string Text) edited)
    {
        var before = TestCompilation.Of(files);
        var after = before.ReplaceSyntaxTree(
            before.SyntaxTrees.Single(t => t.FilePath == edited.Path), TestCompilation.Parse(edited.Path, edited.Text));
        var result = TestCompilation.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        return [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];
    }

    private static (string Source, List<(string Id, TextSpan Span)> Expected) Unmark(string marked)
    {
        var expected = new List<(string, TextSpan)>();
        int removed = 0;
        string source = Mark().Replace(marked, match =>
        {
            string text = match.Groups["text"].Value;
            expected.Add((match.Groups["id"].Value, new TextSpan(match.Index - removed, text.Length)));
            removed += match.Length - text.Length;
            return text;
        });
        return (source, expected);
    }

    [GeneratedRegex(@"\{\|(?<id>\w+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
