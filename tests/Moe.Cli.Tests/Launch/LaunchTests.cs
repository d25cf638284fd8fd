using System.Diagnostics;

namespace Moe.Cli.Tests.Launch;

[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class LaunchTests
{
    [TestMethod]
    public void Every_rank_gets_its_variables_and_its_arguments()
    {
        var result = Shell(3, "echo $RANK/$WORLD_SIZE $LOCAL_RANK/$LOCAL_WORLD_SIZE $MASTER_ADDR \"$1\"", "two words");

        Assert.AreEqual(0, result.ExitCode, result.Error);
        CollectionAssert.AreEquivalent(
            new[]
            {
                "[0] 0/3 0/3 127.0.0.1 two words",
                "[1] 1/3 1/3 127.0.0.1 two words",
                "[2] 2/3 2/3 127.0.0.1 two words",
            },
            Lines(result.Output));
    }

    [TestMethod]
    public void All_ranks_have_one_port_and_one_token()
    {
        var lines = Lines(Shell(3, "echo $MASTER_PORT $MOE_RENDEZVOUS_TOKEN").Output).Select(line => line[4..]);

        StringAssert.Matches(lines.Distinct().Single(), new(@"^\d+ [0-9a-f]{32}$"));
    }

    [TestMethod]
    public void Output_and_errors_keep_apart_and_lose_no_line()
    {
        var result = Shell(2, "echo a; echo b >&2; printf c");

        CollectionAssert.AreEquivalent(new[] { "[0] a", "[0] c", "[1] a", "[1] c" }, Lines(result.Output));
        CollectionAssert.AreEquivalent(new[] { "[0] b", "[1] b" }, Lines(result.Error));
    }

    [TestMethod]
    public void On_a_terminal_ranks_have_colours()
    {
        var result = Tool.RunInColour("launch", "--ranks", "2", "--", "echo", "x");

        Assert.HasCount(
            2, Lines(result.Output).Where(line => line.Contains('\u001b', StringComparison.Ordinal)).Distinct());
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void When_one_fails_all_end_with_its_status()
    {
        var watch = Stopwatch.StartNew();

        var result = Shell(3, "if [ $RANK = 1 ]; then exit 7; fi; exec sleep 50");

        Assert.AreEqual(7, result.ExitCode);
        Assert.IsLessThan(TimeSpan.FromSeconds(40), watch.Elapsed);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Who_does_not_heed_the_signal_to_end_is_killed()
        => Assert.AreEqual(9, Shell(2, "trap '' TERM; if [ $RANK = 0 ]; then sleep 1; exit 9; fi; sleep 50").ExitCode);

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Signals_are_passed_on()
    {
        using var moe = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(LaunchCommand).Assembly.Location, "launch", "--ranks", "2", "--", "sh", "-c",
                "trap 'echo told; exit 0' TERM; echo ready; while :; do sleep 0.1; done",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        string[] ready = [moe.StandardOutput.ReadLine()!, moe.StandardOutput.ReadLine()!];

        using var kill = Process.Start("kill", ["-TERM", $"{moe.Id}"]);
        string rest = moe.StandardOutput.ReadToEnd();
        moe.WaitForExit();

        CollectionAssert.AreEquivalent(new[] { "[0] ready", "[1] ready" }, ready);
        CollectionAssert.AreEquivalent(new[] { "[0] told", "[1] told" }, Lines(rest));
        Assert.AreEqual(0, moe.ExitCode);
    }

    [TestMethod]
    public void A_program_that_is_not_there_is_named()
    {
        var result = Tool.Run("launch", "--ranks", "2", "--", "/no/such/program");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.StartsWith(result.Error, "/no/such/program cannot be started: ");
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("two")]
    public void Ranks_are_one_or_more(string ranks)
    {
        var result = Tool.Run("launch", "--ranks", ranks, "--", "true");

        Assert.AreEqual(1, result.ExitCode);
        StringAssert.Contains(result.Error, "--ranks");
    }

    private static ToolResult Shell(int ranks, string script, params string[] arguments)
        => Tool.Run(["launch", "--ranks", $"{ranks}", "--", "sh", "-c", script, "sh", .. arguments]);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
