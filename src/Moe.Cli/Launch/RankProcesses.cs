using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Moe.Cli;

/// <summary>The processes of one launch.</summary>
internal sealed class RankProcesses(RankOutput output) : IDisposable
{
    // How long a process may take to end once it was told to.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<Process> _processes = [];
    private int _status;

    /// <summary>Starts a program once for each rank and waits until all have ended.</summary>
    /// <param name="program">The program's file, or a name to look for in PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ranks">How many.</param>
    /// <returns>0, or the status of the first to fail.</returns>
    /// <exception cref="LaunchException">The program cannot be started.</exception>
    public int Run(string program, IEnumerable<string> arguments, int ranks)
    {
        using var signals = new Signals(signal => Send(signal));
        string port = FreePort().ToString(CultureInfo.InvariantCulture);
        string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var ends = new List<Task>();
        try
        {
            for (int rank = 0; rank < ranks; rank++)
                ends.Add(Start(Describe(program, arguments, rank, ranks, port, token), rank));
        }
        catch (Win32Exception e)
        {
            End();
            throw new LaunchException($"{program} cannot be started: {e.Message}.");
        }

        // One that failed before the last had started has not ended that one.
        if (Volatile.Read(ref _status) != 0)
            End();
        Task.WaitAll(ends);
        return _status;
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());

    private static ProcessStartInfo Describe(
        string program, IEnumerable<string> arguments, int rank, int ranks, string port, string token)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string own = rank.ToString(CultureInfo.InvariantCulture);
        string all = ranks.ToString(CultureInfo.InvariantCulture);
        start.Environment["RANK"] = own;
        start.Environment["LOCAL_RANK"] = own;
        start.Environment["WORLD_SIZE"] = all;
        start.Environment["LOCAL_WORLD_SIZE"] = all;
        start.Environment["MASTER_ADDR"] = "127.0.0.1";
        start.Environment["MASTER_PORT"] = port;
        start.Environment["MOE_RENDEZVOUS_TOKEN"] = token;

        // Of a torchrun that this one runs under, whose listener is elsewhere.
        start.Environment.Remove("TORCHELASTIC_USE_AGENT_STORE");
        return start;
    }

    // Somebody may take it before rank 0 does; then rank 0 says so.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task Start(ProcessStartInfo start, int rank)
    {
        var process = Process.Start(start)!;
        lock (_gate)
            _processes.Add(process);
        return Task.WhenAll(
            Copy(process.StandardOutput, line => output.WriteLine(rank, line)),
            Copy(process.StandardError, line => output.WriteErrorLine(rank, line)),
            AwaitEnd(process));
    }

    private static async Task Copy(StreamReader from, Action<string> write)
    {
        while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
            write(line);
    }

    private async Task AwaitEnd(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0 && Interlocked.CompareExchange(ref _status, process.ExitCode, 0) == 0)
            End();
    }

    private void End()
    {
        Send(PosixSignal.SIGTERM);
        _ = Task.Delay(Grace).ContinueWith(_ => Kill(), TaskScheduler.Default);
    }

    private void Send(PosixSignal signal) => ForEachRunning(process => Signals.Send(process, signal));

    private void Kill() => ForEachRunning(process => process.Kill(entireProcessTree: true));

    private void ForEachRunning(Action<Process> action)
    {
        lock (_gate)
        {
            foreach (var process in _processes)
            {
                try
                {
                    if (!process.HasExited)
                        action(process);
                }
                catch (InvalidOperationException)
                {
                    // It has ended since, or all have and this is disposed.
                }
            }
        }
    }
}
