using System.Diagnostics;
using Moe.TestRank;

namespace Moe.Gpu.Tests.Communication;

/// <summary>Launchers start ranks that find their GPUs and one another.</summary>
[TestClass]
public sealed class LauncherTests
{
    private const int Milliseconds = 300_000;

    private static string[] Rank => [RankProcess.DotNet, RankProcess.Program, "gpu", "none"];

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Moe_launch_gives_each_rank_a_GPU()
    {
        Gpus.Enough(2);
        string moe = Path.Combine(AppContext.BaseDirectory, "moe.dll");

        var lines = LinesOf(RankProcess.DotNet, [moe, "launch", "--ranks", "2", "--", .. Rank]);

        Assert.HasCount(4, lines);
        Assert.HasCount(1, lines.Where(line => line.StartsWith("[0] exchanged on GPU 0, ", StringComparison.Ordinal)));
        Assert.HasCount(1, lines.Where(line => line.StartsWith("[1] exchanged on GPU 1, ", StringComparison.Ordinal)));
        CollectionAssert.Contains(lines, "[0] ended");
        CollectionAssert.Contains(lines, "[1] ended");
    }

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Torchrun_gives_each_rank_a_GPU()
    {
        Gpus.Enough(2);
        string? torchrun = Environment.GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "torchrun"))
            .FirstOrDefault(File.Exists);
        if (torchrun is null)
            Assert.Inconclusive("There is no torchrun in PATH.");

        var lines = LinesOf(torchrun, ["--nproc_per_node", "2", "--no-python", .. Rank]);

        Assert.HasCount(1, lines.Where(line => line.StartsWith("exchanged on GPU 0, ", StringComparison.Ordinal)));
        Assert.HasCount(1, lines.Where(line => line.StartsWith("exchanged on GPU 1, ", StringComparison.Ordinal)));
        Assert.HasCount(2, lines.Where(line => line == "ended"));
    }

    private static string[] LinesOf(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
