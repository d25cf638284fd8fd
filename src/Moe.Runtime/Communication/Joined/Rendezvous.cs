using System.Net;
using System.Net.Sockets;

namespace Moe.Runtime;

/// <summary>Who this process is among those that join, and where they meet.</summary>
/// <param name="Rank">0 to R - 1.</param>
/// <param name="Size">R.</param>
/// <param name="LocalRank">Counts the ranks of this machine.</param>
/// <param name="Host">Where rank 0 is.</param>
/// <param name="Port">On which rank 0 listens.</param>
/// <param name="Token">What all of them know and strangers do not; empty where there is none.</param>
internal sealed record Rendezvous(int Rank, int Size, int LocalRank, string Host, int Port, string Token)
{
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>What rank 0 listens on: where all ranks are on this machine, nobody else is heard.</summary>
    public IPAddress ListenAddress
    {
        get
        {
            if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
                return IPAddress.Loopback;
            if (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address))
                return address;
            return Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        }
    }
}
