using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Diagnostics;

/// <summary>Each diagnostic has a page whose examples do what it says.</summary>
[TestClass]
public sealed class PageTests
{
    [TestMethod]
    public void Each_descriptor_is_reported_by_an_analyzer()
        => CollectionAssert.AreEqual(
            Catalog.Declared.Select(d => d.Id).ToList(), Catalog.Descriptors.Select(d => d.Id).ToList());

    [TestMethod]
    public void Each_page_is_a_descriptors_and_stands_in_the_index()
    {
        var ids = Catalog.Descriptors.Select(d => d.Id).ToList();
        CollectionAssert.IsSubsetOf(Page.Ids.ToList(), ids, "A page of no diagnostic: remove it, or name it after its id.");
        string index = File.ReadAllText(Path.Combine(Page.Folder, "README.md"));
        foreach (var descriptor in Catalog.Descriptors)
        {
            string line = $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} |";
            StringAssert.Contains(index, line, $"docs/diagnostics/README.md lacks this line: {line}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public void The_heading_is_the_title_and_the_help_link_leads_to_the_page(string id)
    {
        var descriptor = Catalog.Descriptors.Single(d => d.Id == id);
        Assert.AreEqual($"# {id}: {descriptor.Title.ToString(CultureInfo.InvariantCulture)}", Page.Of(id).Heading);
        StringAssert.EndsWith(descriptor.HelpLinkUri, $"docs/diagnostics/{id}.md");
    }

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public void The_page_says_why_and_what_to_write_instead(string id)
    {
        var page = Page.Of(id);
        string why = page.Text[page.Heading.Length..page.Text.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.IsGreaterThan(0, why.Trim().Length, $"docs/diagnostics/{id}.md does not say why.");
        Assert.IsGreaterThan(0, page.Section("What to write instead").Length);
    }

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public async Task The_wrong_example_has_this_mistake_and_no_other(string id)
    {
        var (found, errors) = await Examine(Page.Of(id).Code("Wrong"));

        Assert.AreNotEqual("", found, $"The wrong example of docs/diagnostics/{id}.md is right.");
        Assert.AreEqual(id, string.Join(", ", found.Split(", ").Distinct()));
        Assert.AreEqual("", errors);
    }

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public async Task The_right_example_has_none(string id)
    {
        var (found, errors) = await Examine(Page.Of(id).Code("Right"));

        Assert.AreEqual("", found);
        Assert.AreEqual("", errors);
    }

    [TestMethod]
    [DynamicData(nameof(Catalog.Ids), typeof(Catalog))]
    public void The_page_names_a_code_fix_where_there_is_one(string id)
        => Assert.AreEqual(
            Catalog.Fixes.Any(f => f.FixableDiagnosticIds.Contains(id)), Page.Of(id).HasSection("Code fix"),
            $"docs/diagnostics/{id}.md has a section '## Code fix' exactly where a code fix mends {id}.");

    /// <summary>The ids that all analyzers report, and the compiler's own errors.</summary>
    private static async Task<(string Found, string Errors)> Examine(string source)
    {
        var compilation = TestCompilation.Generate(TestCompilation.Of(source));
        var found = await compilation.WithAnalyzers([.. Catalog.Analyzers]).GetAnalyzerDiagnosticsAsync(default);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
        return (string.Join(", ", found.Select(d => d.Id)), string.Join("\n", errors));
    }
}
