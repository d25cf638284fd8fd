using System.Text.RegularExpressions;
using Moe.Tests.Samples;

namespace ExpertPlacement.Tests;

[TestClass]
public sealed class RunTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("--ranks 1")]
    [DataRow("--ranks 3 --ranks-per-node 1 --experts 7 --topk 5 --tokens 33 --most-nodes 1")]
    [DataRow("--ranks 5 --experts 13 --topk 1 --tokens 70 --replicas 0 --drop-below 0")]
    [DataRow("--ranks 4 --experts 9 --topk 3 --tokens 1 --replicas 500 --most-nodes 32")]
    [DataRow("--ranks 2 --experts 2 --topk 2 --tokens 40 --drop-below 100")]
    public void Both_placements_are_verified(string args)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual("", error);
        Assert.AreEqual("verified", output.TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.AreEqual(0, exitCode);
    }

    [TestMethod]
    public void Replicas_make_the_busiest_rank_less_busy_and_keep_more_choices()
    {
        string output = SampleRun.Of(Program.Run, "--ranks 8 --experts 32 --topk 4").Output;

        var (busyBefore, busyAfter) = Row(output, @"choices for the busiest rank +(\S+) +(\S+)");
        var (droppedBefore, droppedAfter) = Row(output, @"dropped: no replica on the token's nodes +(\S+) +(\S+)");
        Assert.IsLessThan(busyBefore, busyAfter);
        Assert.IsLessThan(droppedBefore, droppedAfter);
        Assert.HasCount(2, Regex.Matches(output, "Load of each expert"), "One picture before and one after.");
    }

    [TestMethod]
    [DataRow("--topk 17 --experts 16", "--topk is 17, but there are only 16 experts to choose from.")]
    [DataRow("--experts 7 --ranks 8", "--experts is 7, but each of the 8 ranks needs one.")]
    [DataRow("--ranks 33", "--ranks is 33; it is a whole number from 1 to 32.")]
    [DataRow("--replicas -1", "--replicas is -1; it is a whole number from 0 to 512.")]
    public void What_cannot_be_done_is_one_sentence(string args, string sentence)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual(sentence, error.TrimEnd());
        Assert.AreEqual("", output);
        Assert.AreEqual(2, exitCode);
    }

    private static (int Before, int After) Row(string output, string pattern)
    {
        var row = Regex.Match(output, pattern);
        return (Number(row.Groups[1]), Number(row.Groups[2]));
        static int Number(Group text) => int.Parse(text.Value.Replace(",", "", StringComparison.Ordinal));
    }
}
