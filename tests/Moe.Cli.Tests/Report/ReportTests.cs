using Moe.Runtime;

namespace Moe.Cli.Tests.Report;

[TestClass]
public sealed class ReportTests
{
    [TestMethod]
    public void Traces_of_all_processes_are_one_picture()
    {
        using var folder = new Folder();
        string[] traces = [Save(folder, 0), Save(folder, 1)];

        var result = Tool.Run(["report", .. traces]);

        Assert.AreEqual(0, result.ExitCode, result.Error);
        StringAssert.StartsWith(result.Output, "BlockRouting\n2 ranks · 4 experts · top 1 · rows of 8 Single · ByRank\n");
        StringAssert.Contains(result.Output, "Traffic between ranks");
        StringAssert.Contains(result.Output, "Load of each expert");
        StringAssert.Contains(result.Output, "Time of each stage");
        Assert.IsFalse(result.Output.Contains("Not in the trace", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("-o")]
    [DataRow("--output")]
    public void A_page_is_saved_where_it_is_asked_for(string option)
    {
        using var folder = new Folder();
        string page = Path.Combine(folder.Path, "report.html");

        var result = Tool.Run("report", Save(folder, 0), option, page);

        Assert.AreEqual($"Saved {page}.", result.Output.TrimEnd());
        StringAssert.StartsWith(File.ReadAllText(page), "<!DOCTYPE html>");
    }

    [TestMethod]
    public void A_missing_file_is_named()
    {
        var result = Tool.Run("report", "no-such.json");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.Contains(result.Error, "no-such.json");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public void A_file_that_is_no_trace()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "other.json");
        File.WriteAllText(path, "[]");

        var result = Tool.Run("report", path);

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.StartsWith(result.Error, $"{path} is no trace: ");
    }

    [TestMethod]
    public void A_page_that_cannot_be_saved()
    {
        using var folder = new Folder();

        var result = Tool.Run("report", Save(folder, 0), "-o", Path.Combine(folder.Path, "no", "such", "report.html"));

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.Contains(result.Error, "report.html");
    }

    [TestMethod]
    public void Help_says_what_is_shown() => StringAssert.Contains(Tool.Run("report", "--help").Output, "--output");

    private static string Save(Folder folder, int rank)
    {
        string path = Path.Combine(folder.Path, $"trace.rank{rank}.json");
        File.WriteAllText(path, $$"""
            {"format":"{{TraceDocument.FormatName}}","version":{{TraceDocument.NewestVersion}},"exchanges":[{"exchange":1,
            "rank":{{rank}},"ranks":2,"device":"CPU","routing":"App.BlockRouting","element":"Single","elementBytes":4,
            "experts":4,"topK":1,"hidden":8,"layout":"ByRank","expertsOnRank":[2,2],
            "plans":[{"plan":1,"tokens":4,"choicesMasked":0,"choicesDropped":0,
                      "tokensToRank":[1,3],"choicesPerExpert":[2,1]}],
            "steps":[{"step":"plan","plan":1,"hostSeconds":0.001,"wireBytesSent":40,"logicalBytes":0,
            "stages":[{"stage":"count","seconds":0.0005}]}]}]}
            """);
        return path;
    }
}
