using Moe.Tests.Samples;

namespace QuickStart.Tests;

[TestClass]
public sealed class RunTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("--layout ByRank")]
    [DataRow("--layout byrank --topk 1")]
    [DataRow("--ranks 1")]
    [DataRow("--ranks 3 --experts 9 --topk 5 --hidden 33")]
    [DataRow("--ranks 8 --experts 64 --topk 6 --hidden 512")]
    [DataRow("--ranks 8 --experts 64 --topk 6 --hidden 512 --layout ByRank")]
    [DataRow("--ranks 2 --experts 2 --topk 2 --hidden 1")]
    public void Every_combined_value_is_verified(string args)
    {
        var (exitCode, output, error) = SampleRun.Of(Program.Run, args);

        Assert.AreEqual("", error);
        Assert.AreEqual("verified", output.TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.AreEqual(0, exitCode);
    }

    [TestMethod]
    public void The_report_says_what_ran_where()
    {
        var output = SampleRun.Of(Program.Run, "--ranks 2 --experts 6").Output;

        StringAssert.Contains(output, "words of README.md, on 2 CPU ranks");
        StringAssert.Contains(output, "6 experts, 3 a rank; 2 for each word");
        StringAssert.Matches(output, new(@"from 0 +\d+ +\d+ +\d+"));
        StringAssert.Matches(output, new(@"expert 5 on rank 1 +\S+ \d+"));
        StringAssert.Matches(output, new("dotnet run --project .*Moe.Cli -- inspect .*QuickStart.dll WordRouting"));
        StringAssert.Contains(output, "greatest error");
    }

    [TestMethod]
    public void A_trace_is_saved_where_it_is_asked_for()
    {
        using var file = new TextFile("");

        Assert.AreEqual(0, SampleRun.Of(Program.Run, $"--ranks 2 --trace {file.Path}").ExitCode);

        StringAssert.Contains(File.ReadAllText(file.Path), "\"routing\":\"QuickStart.WordRouting\"");
    }

    [TestMethod]
    public void Fewer_words_than_ranks_are_enough()
    {
        using var file = new TextFile("two words");

        var (exitCode, output, _) = SampleRun.Of(Program.Run, $"--file {file.Path}");

        StringAssert.Contains(output, "2 words of");
        Assert.AreEqual(0, exitCode);
    }

    [TestMethod]
    public void A_long_text_is_cut_and_the_report_says_so()
    {
        using var file = new TextFile(string.Join(' ', Enumerable.Range(0, 5000)));

        StringAssert.StartsWith(SampleRun.Of(Program.Run, $"--file {file.Path}").Output, "The first 2048 of the 5000 words of ");
    }
}
