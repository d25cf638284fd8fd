using System.Diagnostics;

namespace Moe.Runtime.Tests.Joined;

/// <summary>A rank that is a process of its own, running Moe.TestRank.</summary>
internal sealed class RankProcess : IDisposable
{
    private readonly Process _process;

    public RankProcess(int rank, int size, int port, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Moe.TestRank.dll"), "cpu", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in new Dictionary<string, object>
        {
            ["RANK"] = rank,
            ["WORLD_SIZE"] = size,
            ["LOCAL_RANK"] = rank,
            ["MASTER_ADDR"] = "127.0.0.1",
            ["MASTER_PORT"] = port,
            ["MOE_RENDEZVOUS_TOKEN"] = "test",
        })
        {
            start.Environment[name] = value.ToString();
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Waits for its next line.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its status.</returns>
    public int Wait()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
