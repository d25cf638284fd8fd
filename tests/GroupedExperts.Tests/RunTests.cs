using Moe.Tests.Samples;

namespace GroupedExperts.Tests;

[TestClass]
public sealed class RunTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("--ranks 1 --experts 3 --topk 3 --hidden 5 --tokens 130")]
    [DataRow("--ranks 3 --experts 9 --topk 1 --hidden 17 --tokens 1")]
    [DataRow("--ranks 4 --experts 32 --topk 8 --hidden 1 --tokens 40")]
    public void Every_value_is_verified(string args)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual("", error);
        Assert.AreEqual("verified", output.TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.AreEqual(0, exitCode);
    }

    [TestMethod]
    public void The_table_says_where_rows_stood_and_what_padding_came_to()
    {
        // Every token asks both experts, so each has all 260 rows and needs three tiles.
        string output = SampleRun.Of(Program.Run, "--ranks 2 --experts 2 --topk 2 --hidden 2 --tokens 130").Output;

        StringAssert.Matches(output, new(@"rank 0, expert 0 +0 +260 +124 +3"));
        StringAssert.Contains(output, "768 rows for 520 choices: 32 % of the tiles is padding.");
    }

    [TestMethod]
    [DataRow("--topk 8 --experts 4", "--topk is 8, but there are only 4 experts to choose from.")]
    [DataRow("--ranks 3", "--experts 8 cannot be divided evenly among 3 ranks; 6 can.")]
    [DataRow("--hidden 129", "--hidden is 129; it is a whole number from 1 to 128.")]
    public void What_cannot_be_done_is_one_sentence(string args, string sentence)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual(sentence, error.TrimEnd());
        Assert.AreEqual("", output);
        Assert.AreEqual(2, exitCode);
    }
}
