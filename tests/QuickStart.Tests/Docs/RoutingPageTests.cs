using Moe.Runtime;
using Moe.Tests.Samples;

namespace QuickStart.Tests.Docs;

/// <summary>Keeps what docs/routing.md shows what it is.</summary>
[TestClass]
public sealed class RoutingPageTests
{
    private static readonly MarkdownPage Page = new("docs/routing.md");

    private static readonly string[] Compiled =
    [
        "tests/QuickStart.Tests/Docs/TableRouting.cs",
        "tests/QuickStart.Tests/Docs/LightRouting.cs",
        "tests/QuickStart.Tests/Docs/Layouts.cs",
        "tests/QuickStart.Tests/Docs/TableRoutingTests.cs",
        "samples/ExpertPlacement/ReplicaRouting.cs",
        "samples/ExpertPlacement/Layer.cs",
    ];

    [TestMethod]
    public void Shown_CSharp_is_compiled()
    {
        var blocks = Page.Blocks("csharp");
        Assert.IsNotEmpty(blocks);
        foreach (var block in blocks)
            Assert.IsTrue(Compiled.Any(file => MarkdownPage.Stands(block, file)), block);
    }

    [TestMethod]
    public void Shown_rows_are_those_that_arrive()
    {
        var byRank = new StringWriter();
        var byExpert = new StringWriter();

        Layouts.Run(ExpertLayout.ByRank, alignment: 1, byRank);
        Layouts.Run(ExpertLayout.ByExpert, alignment: 4, byExpert);

        CollectionAssert.AreEqual(new[] { $"{byRank}", $"{byExpert}" }, Page.Blocks("text"));
    }

    [TestMethod]
    public void Links_lead_to_files() => Page.CheckLinks();
}
