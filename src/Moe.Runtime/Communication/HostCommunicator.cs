namespace Moe.Runtime;

/// <summary>A communicator whose ranks meet on the host, at a <see cref="RankBoard"/>.</summary>
internal abstract class HostCommunicator(int rank, RankBoard board) : GroupCommunicator(rank, board)
{
    private readonly List<int> _missing = [];

    /// <summary>Does nothing: the board is the group's.</summary>
    public override void Dispose()
    {
    }

    protected override void Exchange(RankStep step)
    {
        lock (Board.Gate)
        {
            Board.Arrive(Rank, step);
            foreach (var send in Sends)
                Post(send);
            Monitor.PulseAll(Board.Gate);

            long deadline = Board.Deadline();
            while (true)
            {
                // What a rank has sent that left with a fault may be freed.
                Board.ThrowIfAtFault();
                if (ReceiveWhatIsThere(step))
                    Monitor.PulseAll(Board.Gate);
                FindMissing();
                if (_missing.Count == 0)
                    return;
                Board.Wait(step, deadline, _missing);
            }
        }
    }

    /// <summary>Gives a message to its peer. Called under the lock.</summary>
    protected abstract void Post(in Message send);

    /// <summary>Whether all that was posted to a peer is on its way without this rank. Called under the lock.</summary>
    protected abstract bool IsDelivered(int peer);

    /// <summary>
    /// The bytes of the first message that a peer has posted and that is not taken, or -1. Called under the lock.
    /// </summary>
    protected abstract long PostedBy(int peer);

    /// <summary>Takes the first message of <see cref="PostedBy"/>. Called under the lock.</summary>
    protected abstract void Take(in Message receive);

    private bool ReceiveWhatIsThere(RankStep step)
    {
        int before = Receives.Count;
        for (int i = 0; i < Receives.Count; i++)
        {
            var receive = Receives[i];
            long bytes = PostedBy(receive.Peer);
            if (bytes < 0)
                continue;
            if (bytes != receive.Bytes)
                BlameMismatch(step, bytes, receive);
            Take(receive);
            Receives.RemoveAt(i--);
        }

        return Receives.Count < before;
    }

    private void BlameMismatch(RankStep step, long sent, Message receive)
    {
        string message = $"In step '{step}', rank {receive.Peer} sends {sent} bytes to rank {Rank}, "
            + $"which receives {receive.Bytes}.";
        Board.Blame(RankFault.Mismatch(message));
        Board.ThrowIfAtFault();
    }

    private void FindMissing()
    {
        _missing.Clear();
        for (int peer = 0; peer < Size; peer++)
        {
            if (!IsDelivered(peer) || ReceivesFrom(peer))
                _missing.Add(peer);
        }
    }

    private bool ReceivesFrom(int peer)
    {
        foreach (var receive in Receives)
        {
            if (receive.Peer == peer)
                return true;
        }

        return false;
    }
}
