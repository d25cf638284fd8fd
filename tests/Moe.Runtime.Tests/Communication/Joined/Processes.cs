using System.Net;
using System.Net.Sockets;

namespace Moe.Runtime.Tests.Joined;

/// <summary>Ranks that join as processes do, each on a thread of its own of this one.</summary>
internal static class Processes
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static Rendezvous Place(int rank, int size, int port, string token = "")
        => new(rank, size, rank, "127.0.0.1", port, token);

    /// <summary>Joins all ranks and runs a body on each.</summary>
    /// <returns>[R] what each rank threw, or null.</returns>
    public static Exception?[] Run(int ranks, Action<Rank> body, TimeSpan? timeout = null)
    {
        int port = FreePort();
        return Each(Enumerable.Range(0, ranks), rank =>
        {
            using var group = RankGroup.JoinAt(Place(rank, ranks, port), new CpuDevice(), timeout ?? Timeout);
            group.Run(body);
        });
    }

    /// <summary>Does something for each rank, on a thread of its own.</summary>
    /// <returns>What each threw, or null.</returns>
    public static Exception?[] Each(IEnumerable<int> ranks, Action<int> body)
    {
        int[] all = [.. ranks];
        var errors = new Exception?[all.Length];
        var threads = all.Select((rank, i) => new Thread(() => errors[i] = Catch(() => body(rank)))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return errors;
    }

    private static Exception? Catch(Action body)
    {
        try
        {
            body();
            return null;
        }
#pragma warning disable CA1031 // It belongs to the test, on another thread.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
