namespace Moe.Runtime;

/// <summary>A communicator that collects a group's sends and receives until the group is closed.</summary>
internal abstract class GroupCommunicator(int rank, RankBoard board) : ICommunicator
{
    private bool _isInGroup;

    public int Rank => rank;

    public int Size => board.Size;

    protected RankBoard Board => board;

    /// <summary>The group's sends, in the order of the calls.</summary>
    protected List<Message> Sends { get; } = [];

    /// <summary>The group's receives, in the order of the calls.</summary>
    protected List<Message> Receives { get; } = [];

    public void StartGroup()
    {
        if (_isInGroup)
            throw new InvalidOperationException("A group of sends and receives is open; groups do not nest.");
        _isInGroup = true;
    }

    public void Send(nint data, long bytes, int peer, DeviceStream stream) => Add(Sends, data, bytes, peer, stream);

    public void Receive(nint data, long bytes, int peer, DeviceStream stream)
        => Add(Receives, data, bytes, peer, stream);

    public void EndGroup(RankStep step)
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

    public abstract void Dispose();

    /// <summary>Enqueues <see cref="Sends"/> and <see cref="Receives"/>.</summary>
    /// <inheritdoc cref="ICommunicator.EndGroup"/>
    protected abstract void Exchange(RankStep step);

    /// <summary>Drops an open group.</summary>
    protected void Forget()
    {
        Sends.Clear();
        Receives.Clear();
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

    private void ThrowIfNotInGroup()
    {
        if (!_isInGroup)
            throw new InvalidOperationException("Sends and receives belong between StartGroup and EndGroup.");
    }
}
