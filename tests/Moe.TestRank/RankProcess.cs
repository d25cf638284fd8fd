using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Moe.TestRank;

/// <summary>One rank, as a test starts it. Where it says nothing for longer than it may, it is ended.</summary>
public sealed class RankProcess : IDisposable
{
    // Many times what the slowest needs: who waits for as long waits for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private RankProcess(int rank, int size, int port, string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, [Program, .. arguments]) { RedirectStandardOutput = true };
        var variables = new (string Name, int Value)[]
        {
            ("RANK", rank), ("LOCAL_RANK", rank), ("WORLD_SIZE", size), ("MASTER_PORT", port),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value.ToString(CultureInfo.InvariantCulture);
        start.Environment["MASTER_ADDR"] = "127.0.0.1";
        start.Environment["MOE_RENDEZVOUS_TOKEN"] = "test";
        start.Environment.Remove("TORCHELASTIC_USE_AGENT_STORE");
        _process = Process.Start(start)!;
    }

    /// <summary>The program, for launchers.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Moe.TestRank.dll");

    /// <summary>What starts it: the host of this process, where it has one of its own.</summary>
    public static string DotNet { get; }
        = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>Starts all ranks of this machine.</summary>
    /// <param name="size">R.</param>
    /// <param name="arguments">Of the program.</param>
    public static RankProcess[] Start(int size, params string[] arguments)
    {
        int port = FreePort();
        return [.. Enumerable.Range(0, size).Select(rank => new RankProcess(rank, size, port, arguments))];
    }

    /// <summary>Waits for its next line; null where there are no more.</summary>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public string? ReadLine()
    {
        var line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(Patience) ? line.Result : throw Endless();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its status.</returns>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public int Wait() => _process.WaitForExit(Patience) ? _process.ExitCode : throw Endless();

    /// <summary>Ends it as nothing can prevent.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // Somebody may take it before rank 0 does; then rank 0 says so.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private TimeoutException Endless()
        => new($"Process {_process.Id} has said nothing for {Patience.TotalSeconds} s, and has not ended.");
}
