using System.Text.RegularExpressions;
using App;

namespace QuickStart.Tests.Readme;

/// <summary>Keeps what the README shows what it is.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Repository.Readme());

    [TestMethod]
    [DataRow("tests/QuickStart.Tests/Readme/BlockRouting.cs")]
    [DataRow("tests/QuickStart.Tests/Readme/Example.cs")]
    [DataRow("samples/QuickStart/Activations.cs")]
    public void Shown_CSharp_is_compiled(string file)
    {
        var source = Unindented(File.ReadAllText(Path.Combine(Repository.Folder()!, file)));

        Assert.Contains(block => source.Contains(Unindented(block), StringComparison.Ordinal), Blocks("csharp"));
    }

    [TestMethod]
    public void Every_CSharp_block_is_one_of_those() => Assert.HasCount(3, Blocks("csharp").ToArray());

    [TestMethod]
    public void Shown_CUDA_is_emitted()
        => CollectionAssert.AreEqual(
            new[] { BlockRouting.Cuda.Text, Activations.Units.SwiGlu.Text }, Blocks("cuda").ToArray());

    [TestMethod]
    public void Shown_output_is_printed()
    {
        var output = new StringWriter();

        Example.Run(output);

        Assert.Contains(output.ToString(), Blocks("text"));
    }

    [TestMethod]
    public void Links_lead_to_files()
    {
        foreach (Match link in Link().Matches(Text))
        {
            var target = Path.Combine(Repository.Folder()!, link.Groups["path"].Value);
            Assert.IsTrue(Path.Exists(target), $"{link.Value} leads nowhere.");
        }
    }

    private static IEnumerable<string> Blocks(string language)
        => Block().Matches(Text).Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["content"].Value);

    // The README shows a method's body without the depth at which it stands in its file.
    private static string Unindented(string text) => Indentation().Replace(text, "");

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"\]\((?<path>[^):]+)\)")]
    private static partial Regex Link();
}
