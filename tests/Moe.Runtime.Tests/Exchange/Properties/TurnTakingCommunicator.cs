namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>Fills a group only in its rank's turn; it waits for the others out of turn.</summary>
internal sealed class TurnTakingCommunicator(ICommunicator inner, DrawnTurns turns) : ICommunicator
{
    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public void StartGroup()
    {
        turns.Begin(Rank);
        inner.StartGroup();
    }

    public void Send(nint data, long bytes, int peer, DeviceStream stream) => inner.Send(data, bytes, peer, stream);

    public void Receive(nint data, long bytes, int peer, DeviceStream stream)
        => inner.Receive(data, bytes, peer, stream);

    public void EndGroup(RankStep step)
    {
        turns.End();
        inner.EndGroup(step);
    }

    public void Dispose() => inner.Dispose();
}
