namespace Moe.Runtime;

/// <summary>
/// The board of a process that holds one rank: of the others it knows what they say through the hub. Those are told
/// what this one does. A fault is final: the ranks cannot know of one another who has forgotten it already.
/// </summary>
internal sealed class JoinedBoard : RankBoard
{
    private readonly int _rank;
    private readonly FrameConnection _hub;
    private readonly Queue<(string Step, ReadOnlyMemory<byte> Payload)>[] _gathered;
    private readonly Queue<ReadOnlyMemory<byte>>[] _data;
    private readonly int[] _lastRun;
    private int _run;
    private bool _isEnding;

    /// <param name="rank">The rank of this process.</param>
    /// <param name="size">R.</param>
    /// <param name="hub">The connection to the hub, which has said welcome.</param>
    public JoinedBoard(int rank, int size, FrameConnection hub)
        : base(size)
    {
        _rank = rank;
        _hub = hub;
        _gathered = [.. Enumerable.Range(0, size).Select(_ => new Queue<(string, ReadOnlyMemory<byte>)>())];
        _data = [.. Enumerable.Range(0, size).Select(_ => new Queue<ReadOnlyMemory<byte>>())];
        _lastRun = new int[size];
        for (int i = 0; i < size; i++)
            See(i, "start", arrivals: 0);
        hub.Start(Hear, HearEnd);
    }

    /// <summary>What a rank has brought to gatherings that are not complete. Used under the lock.</summary>
    public Queue<(string Step, ReadOnlyMemory<byte> Payload)> GatheredFrom(int rank) => _gathered[rank];

    /// <summary>What a rank has sent to this one, which has not received it yet. Used under the lock.</summary>
    public Queue<ReadOnlyMemory<byte>> DataFrom(int rank) => _data[rank];

    /// <summary>Brings something to a gathering of all ranks. Called under the lock.</summary>
    public void Gather(string step, byte[] payload)
    {
        _gathered[_rank].Enqueue((step, payload));
        _hub.Post(new Frame(FrameKind.Gather, _rank, Text: step, Payload: payload));
    }

    /// <summary>Sends a message from device to device. Called under the lock.</summary>
    public void Send(int peer, byte[] data)
    {
        if (peer == _rank)
            _data[peer].Enqueue(data);
        else
            _hub.Post(new Frame(FrameKind.Data, _rank, To: peer, Payload: data));
    }

    public override void Begin()
    {
        lock (Gate)
        {
            ThrowIfAtFault();
            _run++;
            for (int i = 0; i < Size; i++)
                SetPresent(i, _lastRun[i] < _run);
        }
    }

    public override long Arrive(int rank, RankStep step)
    {
        long arrivals = base.Arrive(rank, step);
        _hub.PostStep(rank, arrivals, step);
        return arrivals;
    }

    public override void Leave(int rank)
    {
        base.Leave(rank);
        _hub.Post(new Frame(FrameKind.Left, rank, Number: _run));
    }

    // How far the other processes have come is heard of later.
    public override void EndRun()
    {
    }

    public override void Blame(RankFault fault)
    {
        if (TryFault(fault))
            _hub.Post(FaultFrame.Of(fault, _rank));
    }

    /// <summary>Says goodbye, and that the connection's end means nothing from now on.</summary>
    public void End()
    {
        lock (Gate)
            _isEnding = true;
        _hub.Post(new Frame(FrameKind.Goodbye, _rank));
    }

    private void Hear(Frame frame)
    {
        lock (Gate)
        {
            switch (frame.Kind)
            {
                case FrameKind.Step:
                    See(frame.From, frame.Text, frame.Number);
                    Compare(frame.From, frame.Text, frame.Number);
                    break;
                case FrameKind.Gather:
                    _gathered[frame.From].Enqueue((frame.Text, frame.Payload));
                    break;
                case FrameKind.Data:
                    _data[frame.From].Enqueue(frame.Payload);
                    break;
                case FrameKind.Left:
                    HearLeft(frame.From, (int)frame.Number);
                    break;
                case FrameKind.Goodbye:
                    HearLeft(frame.From, int.MaxValue);
                    break;
                case FrameKind.Fault:
                    TryFault(FaultFrame.Read(frame));
                    break;
                case FrameKind.Lost:
                    HearLost(frame.From);
                    break;
            }

            Monitor.PulseAll(Gate);
        }
    }

    // Another rank may have ended a run that this one has not begun.
    private void HearLeft(int rank, int run)
    {
        _lastRun[rank] = run;
        SetPresent(rank, run < _run);
    }

    private void HearLost(int rank)
        => TryFault(RankFault.Failed(rank, StepOf(rank), new EndOfStreamException("its process has ended.")));

    private void HearEnd()
    {
        lock (Gate)
        {
            if (!_isEnding)
                HearLost(0);
        }
    }
}
