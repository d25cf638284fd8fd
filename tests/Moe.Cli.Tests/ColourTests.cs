namespace Moe.Cli.Tests;

[TestClass]
public sealed class ColourTests
{
    [TestMethod]
    public void A_terminal_gets_colours_and_the_same_text()
    {
        var colour = Tool.RunInColour("inspect", Tool.Target, "ParityRouting").Output;

        StringAssert.Contains(colour, "\u001b[");
        Assert.AreEqual(
            Tool.Run("inspect", Tool.Target, "ParityRouting").Output,
            System.Text.RegularExpressions.Regex.Replace(colour, "\u001b\\[[0-9;]*m", ""));
    }

    [TestMethod]
    public void A_pipe_gets_none()
        => Assert.IsFalse(Tool.Run("inspect", Tool.Target, "ParityRouting").Output.Contains('\u001b'));

    [TestMethod]
    [DataRow("    float x = 1.5e-3f; // half", "float|Type", "1.5e-3f|Number", "// half|Comment")]
    [DataRow("#include <x>", "#include|Directive")]
    [DataRow("__global__ void f(const char* s = \"//\\\"\");", "__global__|Keyword", "void|Type", "const|Keyword", "char|Type", "\"//\\\"\"|Text")]
    [DataRow("a1 = 0xffu;", "0xffu|Number")]
    public void Pieces_are_told_apart(string line, params string[] expected)
    {
        var pieces = CudaTokenizer.Split(line).ToArray();

        Assert.AreEqual(line, string.Concat(pieces.Select(piece => piece.Text)));
        CollectionAssert.AreEqual(
            expected,
            pieces.Where(piece => piece.Token != CudaToken.Plain).Select(piece => $"{piece.Text}|{piece.Token}").ToArray());
    }
}
