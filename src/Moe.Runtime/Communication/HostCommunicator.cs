namespace Moe.Runtime;

/// <summary>
/// A communicator whose ranks meet on the host, at a <see cref="RankBoard"/>. A group is done, on the device too, when
/// <see cref="EndGroup"/> returns.
/// </summary>
internal abstract class HostCommunicator(int rank, RankBoard board) : ICommunicator
{
    private readonly List<Message> _sends = [];
    private readonly List<Message> _receives = [];
    private readonly List<int> _missing = [];
    private bool _isInGroup;

    public int Rank => rank;

    public int Size => board.Size;

    public void StartGroup()
    {
        if (_isInGroup)
            throw new InvalidOperationException("A group of sends and receives is open; groups do not nest.");
        _isInGroup = true;
    }

    public void Send(nint data, long bytes, int peer, DeviceStream stream) => Add(_sends, data, bytes, peer, stream);

    public void Receive(nint data, long bytes, int peer, DeviceStream stream)
        => Add(_receives, data, bytes, peer, stream);

    public void EndGroup(string step)
    {
        ThrowIfNotInGroup();
        try
        {
            // What the streams have yet to write is not to be read before.
            foreach (var send in _sends)
                send.Stream.Synchronize();
            Exchange(step);
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Gives a message to its peer. Called under the lock.</summary>
    protected abstract void Post(in Message send);

    /// <summary>Whether a peer has taken, or will take without this rank, all that was posted to it.</summary>
    protected abstract bool IsDelivered(int peer);

    /// <summary>The bytes of the first message that a peer has posted and that is not taken, or -1. Called under the lock.</summary>
    protected abstract long PostedBy(int peer);

    /// <summary>Takes the first message of <see cref="PostedBy"/>. Called under the lock.</summary>
    protected abstract void Take(in Message receive);

    /// <summary>Drops an open group.</summary>
    protected void Forget()
    {
        _sends.Clear();
        _receives.Clear();
        _isInGroup = false;
    }

    private void Add(List<Message> messages, nint data, long bytes, int peer, DeviceStream stream)
    {
        ThrowIfNotInGroup();
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(peer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(peer, Size);
        messages.Add(new Message(data, bytes, peer, stream));
    }

    private void Exchange(string step)
    {
        lock (board.Gate)
        {
            board.Arrive(Rank, step);
            foreach (var send in _sends)
                Post(send);
            Monitor.PulseAll(board.Gate);

            long deadline = board.Deadline();
            while (true)
            {
                if (ReceiveWhatIsThere(step))
                    Monitor.PulseAll(board.Gate);
                FindMissing();
                if (_missing.Count == 0)
                    return;
                board.Wait(step, deadline, _missing);
            }
        }
    }

    // Copies under the lock: a rank that is told of a fault leaves, and frees what it sent, only when nobody copies it.
    private bool ReceiveWhatIsThere(string step)
    {
        int before = _receives.Count;
        for (int i = 0; i < _receives.Count; i++)
        {
            var receive = _receives[i];
            long bytes = PostedBy(receive.Peer);
            if (bytes < 0)
                continue;
            if (bytes != receive.Bytes)
                BlameMismatch(step, bytes, receive);
            Take(receive);
            _receives.RemoveAt(i--);
        }

        return _receives.Count < before;
    }

    private void BlameMismatch(string step, long sent, Message receive)
    {
        string message = $"In step '{step}', rank {receive.Peer} sends {sent} bytes to rank {Rank}, "
            + $"which receives {receive.Bytes}.";
        board.Blame(RankFault.Mismatch(message));
        board.ThrowIfAtFault();
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
        foreach (var receive in _receives)
        {
            if (receive.Peer == peer)
                return true;
        }

        return false;
    }

    private void ThrowIfNotInGroup()
    {
        if (!_isInGroup)
            throw new InvalidOperationException("Sends and receives belong between StartGroup and EndGroup.");
    }
}
