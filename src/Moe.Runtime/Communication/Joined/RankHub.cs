using System.Net.Sockets;

namespace Moe.Runtime;

/// <summary>
/// Passes on what joined ranks say to one another, and says which rank's connection has closed. It lives in rank 0's
/// process; all ranks hear one another in one order.
/// </summary>
internal sealed class RankHub : IDisposable
{
    private readonly RendezvousListener _listener;
    private readonly object _gate = new();
    private readonly bool[] _hasSaidGoodbye;
    private FrameConnection[] _ranks = [];
    private int _open;
    private bool _hasFault;

    /// <summary>Begins to listen.</summary>
    /// <param name="rendezvous">Where.</param>
    /// <param name="timeout">How long to wait for all ranks.</param>
    /// <exception cref="RendezvousException">The port cannot be listened on.</exception>
    public RankHub(Rendezvous rendezvous, TimeSpan timeout)
    {
        _hasSaidGoodbye = new bool[rendezvous.Size];
        _listener = new RendezvousListener(rendezvous);
        new Thread(() => Gather(timeout)) { Name = "Moe rendezvous", IsBackground = true }.Start();
    }

    /// <summary>Waits until all ranks have hung up.</summary>
    /// <param name="patience">
    /// How long at most. After a fault it is a second: all have been told, which has to be written before the process
    /// ends.
    /// </param>
    public void End(TimeSpan patience)
    {
        long start = Environment.TickCount64;
        lock (_gate)
        {
            while (_open > 0)
            {
                long most = (long)(_hasFault ? Math.Min(1000, patience.TotalMilliseconds) : patience.TotalMilliseconds);
                long rest = start + most - Environment.TickCount64;
                if (rest <= 0)
                    return;
                Monitor.Wait(_gate, (int)rest);
            }
        }
    }

    /// <summary>Closes what is open.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        lock (_gate)
        {
            Array.Fill(_hasSaidGoodbye, true);
            foreach (var rank in _ranks)
                rank.Dispose();
        }
    }

    private void Gather(TimeSpan timeout)
    {
        try
        {
            if (_listener.Gather(timeout) is { } ranks)
                Begin(ranks);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Rank 0 has given up before all had come.
        }
    }

    private void Begin(FrameConnection[] ranks)
    {
        lock (_gate)
        {
            (_ranks, _open) = (ranks, ranks.Length);
            for (int i = 0; i < ranks.Length; i++)
            {
                int rank = i;
                ranks[i].Post(new Frame(FrameKind.Welcome, 0));
                ranks[i].Start(frame => Pass(rank, frame), () => HangUp(rank));
            }
        }
    }

    private void Pass(int rank, Frame frame)
    {
        lock (_gate)
        {
            _hasFault |= frame.Kind == FrameKind.Fault;
            _hasSaidGoodbye[rank] |= frame.Kind == FrameKind.Goodbye;
            if (frame.To != Frame.All)
            {
                _ranks[frame.To].Post(frame);
                return;
            }

            for (int to = 0; to < _ranks.Length; to++)
            {
                if (to != rank)
                    _ranks[to].Post(frame);
            }
        }
    }

    private void HangUp(int rank)
    {
        lock (_gate)
        {
            if (!_hasSaidGoodbye[rank])
            {
                _hasSaidGoodbye[rank] = true;
                _hasFault = true;
                Pass(rank, new Frame(FrameKind.Lost, rank));
            }

            _open--;
            Monitor.PulseAll(_gate);
        }
    }
}
