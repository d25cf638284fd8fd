using App;
using Moe.Tests.Samples;

namespace QuickStart.Tests.Readme;

/// <summary>Keeps what the README shows what it is.</summary>
[TestClass]
public sealed class ReadmeTests
{
    private static readonly MarkdownPage Readme = new("README.md");

    [TestMethod]
    [DataRow("tests/QuickStart.Tests/Readme/BlockRouting.cs")]
    [DataRow("tests/QuickStart.Tests/Readme/Example.cs")]
    [DataRow("samples/QuickStart/Activations.cs")]
    public void Shown_CSharp_is_compiled(string file)
        => Assert.Contains(block => MarkdownPage.Stands(block, file), Readme.Blocks("csharp"));

    [TestMethod]
    public void Every_CSharp_block_is_one_of_those() => Assert.HasCount(3, Readme.Blocks("csharp"));

    [TestMethod]
    public void Shown_CUDA_is_emitted()
        => CollectionAssert.AreEqual(
            new[] { BlockRouting.Cuda.Text, Activations.Units.SwiGlu.Text }, Readme.Blocks("cuda"));

    [TestMethod]
    public void Shown_output_is_printed()
    {
        var output = new StringWriter();

        Example.Run(output);

        Assert.Contains(output.ToString(), Readme.Blocks("text"));
    }

    [TestMethod]
    public void Links_lead_to_files() => Readme.CheckLinks();
}
