using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Incremental;

/// <summary>Edits, and what a driver generates after them.</summary>
internal static class DriverRuns
{
    /// <summary>A compilation with one file's text replaced in one place.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, string path, string before, string after)
        => Edit(compilation, path, text => text.Replace(before, after, StringComparison.Ordinal));

    /// <summary>A compilation with one file's text made another one.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, string path, Func<string, string> edit)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(path, StringComparison.Ordinal));
        string text = tree.ToString().ReplaceLineEndings("\n");
        string edited = edit(text);
        Assert.AreNotEqual(text, edited);
        return compilation.ReplaceSyntaxTree(tree, TestCompilation.Parse(tree.FilePath, edited));
    }

    /// <summary>A driver that has run before generates what a new one does.</summary>
    public static void AssertSame(CSharpCompilation before, CSharpCompilation after)
        => AssertSame(TestCompilation.Driver().RunGenerators(before).RunGenerators(after), after);

    /// <summary>A driver that has just run has generated what a new one does.</summary>
    public static void AssertSame(GeneratorDriver driver, CSharpCompilation compilation)
        => CollectionAssert.AreEquivalent(
            Generated(TestCompilation.Driver().RunGenerators(compilation.Clone())), Generated(driver));

    private static string[] Generated(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.IsNull(result.Exception);
        return [.. result.GeneratedSources.Select(s => $"{s.HintName}\n{s.SourceText}")];
    }
}
