namespace Moe.Runtime;

/// <summary>
/// The communicator of a rank that sees the other ranks' memory: CPU devices, or GPUs of this process, of which ranks
/// may share one. <see cref="EndGroup"/> waits for the other ranks' hosts to come, not for what their devices do.
/// </summary>
internal sealed class InProcessCommunicator : ICommunicator
{
    private readonly InProcessMail _mail;
    private readonly List<Message> _sends = [];
    private readonly List<Message> _receives = [];
    private readonly List<int> _missing = [];
    private bool _isInGroup;

    public InProcessCommunicator(int rank, InProcessMail mail)
    {
        _mail = mail;
        Rank = rank;
        mail.Board.Beginning += Forget;
    }

    public int Rank { get; }

    public int Size => _mail.Board.Size;

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
            Exchange(step);
        }
        finally
        {
            Forget();
        }
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
        var board = _mail.Board;
        lock (board.Gate)
        {
            board.Arrive(Rank, step);
            foreach (var send in _sends)
                _mail.Between(Rank, send.Peer).Enqueue(send);
            Monitor.PulseAll(board.Gate);

            long deadline = board.Deadline();
            while (true)
            {
                // What a rank has sent that left with a fault may be freed.
                board.ThrowIfAtFault();
                if (ReceiveWhatIsThere(step))
                    Monitor.PulseAll(board.Gate);
                FindMissing();
                if (_missing.Count == 0)
                    return;
                board.Wait(step, deadline, _missing);
            }
        }
    }

    // Copies under the lock, while the sender waits in its own group: its stream has everything later, and so the
    // freeing of what it sent, wait for the copy.
    private bool ReceiveWhatIsThere(string step)
    {
        int before = _receives.Count;
        for (int i = 0; i < _receives.Count; i++)
        {
            var receive = _receives[i];
            var sent = _mail.Between(receive.Peer, Rank);
            if (!sent.TryPeek(out var send))
                continue;
            if (send.Bytes != receive.Bytes)
                BlameMismatch(step, send, receive);
            receive.Stream.CopyFrom(send.Stream, send.Data, receive.Data, receive.Bytes);
            sent.Dequeue();
            _receives.RemoveAt(i--);
        }

        return _receives.Count < before;
    }

    private void BlameMismatch(string step, Message send, Message receive)
    {
        string message = $"In step '{step}', rank {receive.Peer} sends {send.Bytes} bytes to rank {Rank}, "
            + $"which receives {receive.Bytes}.";
        _mail.Board.Blame(() => new RankMismatchException(message));
        _mail.Board.ThrowIfAtFault();
    }

    // A send is done when the peer has taken it from the queue.
    private void FindMissing()
    {
        _missing.Clear();
        for (int peer = 0; peer < Size; peer++)
        {
            if (_mail.Between(Rank, peer).Count > 0 || ReceivesFrom(peer))
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

    private void Forget()
    {
        _sends.Clear();
        _receives.Clear();
        _isInGroup = false;
    }
}
