namespace Moe.Runtime.Tests.Diagnostics;

/// <summary>Counts the bytes that a rank has a communicator move.</summary>
internal sealed class CountingCommunicator(ICommunicator inner) : ICommunicator
{
    /// <summary>Bytes sent since <see cref="Restart"/>.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes received since <see cref="Restart"/>.</summary>
    public long Received { get; private set; }

    public int Rank => inner.Rank;

    public int Size => inner.Size;

    /// <summary>Counts from 0.</summary>
    public void Restart() => (Sent, Received) = (0, 0);

    public void StartGroup() => inner.StartGroup();

    public void Send(nint data, long bytes, int peer, DeviceStream stream)
    {
        Sent += bytes;
        inner.Send(data, bytes, peer, stream);
    }

    public void Receive(nint data, long bytes, int peer, DeviceStream stream)
    {
        Received += bytes;
        inner.Receive(data, bytes, peer, stream);
    }

    public void EndGroup(RankStep step) => inner.EndGroup(step);

    public void Dispose() => inner.Dispose();
}
