using Moe.Tests.Samples;

namespace QuickStart.Tests;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    [DataRow("--file no-such.txt", "There is no file no-such.txt.")]
    [DataRow("--topk 17", "--topk is 17, but there are only 16 experts to choose from.")]
    [DataRow("--ranks 3", "--experts 16 cannot be divided evenly among 3 ranks; 15 can.")]
    [DataRow("--ranks 32", "--experts 16 cannot be divided evenly among 32 ranks; 32 can.")]
    [DataRow("--ranks 0", "--ranks is 0; it is a whole number from 1 to 64.")]
    [DataRow("--experts -4", "--experts is -4; it is a whole number from 1 to 512.")]
    [DataRow("--topk 0", "--topk is 0; it is a whole number from 1 to 32.")]
    [DataRow("--hidden 0", "--hidden is 0; it is a whole number from 1 to 8192.")]
    [DataRow("--hidden many", "--hidden is many; it is a whole number from 1 to 8192.")]
    [DataRow("--layout sideways", "--layout is sideways; it is ByRank or ByExpert.")]
    [DataRow("--frobnicate", "Unrecognized command or argument '--frobnicate'.")]
    public void What_cannot_be_done_is_one_sentence(string args, string sentence)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual(sentence, error.TrimEnd());
        Assert.AreEqual("", output);
        Assert.AreEqual(2, exitCode);
    }

    [TestMethod]
    public void A_file_without_words_is_one_sentence()
    {
        using var file = new TextFile("... --- ...");

        var (exitCode, _, error) = SampleRun.Of(Program.Run, $"--file {file.Path}");

        Assert.AreEqual($"{file.Path} has no words.", error.TrimEnd());
        Assert.AreEqual(2, exitCode);
    }
}
