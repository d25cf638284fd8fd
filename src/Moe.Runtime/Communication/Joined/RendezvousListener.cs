using System.Net;
using System.Net.Sockets;

namespace Moe.Runtime;

/// <summary>Where ranks meet: it lives in rank 0's process and lets every rank in, once.</summary>
internal sealed class RendezvousListener : IDisposable
{
    // How long a stranger may keep silent, and how often it is looked whether all have come.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    // After a mismatch, how long it is waited for ranks that are still on their way, so that they too are told.
    private static readonly TimeSpan Straggling = TimeSpan.FromSeconds(2);

    private readonly Rendezvous _rendezvous;
    private readonly Socket _listener;
    private readonly FrameConnection?[] _ranks;
    private readonly List<FrameConnection> _misfits = [];
    private readonly object _gate = new();
    private RankFault? _fault;
    private long _faultSince;
    private int _strangers;
    private bool _isClosed;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="RendezvousException">The port cannot be listened on.</exception>
    public RendezvousListener(Rendezvous rendezvous)
    {
        _rendezvous = rendezvous;
        _ranks = new FrameConnection?[rendezvous.Size];
        _listener = Listen(rendezvous);
    }

    /// <summary>Waits until all ranks have come. If they do not, those that have are told why.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <returns>[R] the connection to each rank, or null where not all are in.</returns>
    public FrameConnection[]? Gather(TimeSpan timeout)
    {
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (!IsDecided(isTooLate: Environment.TickCount64 >= deadline, timeout))
        {
            if (!_listener.Poll(Glance, SelectMode.SelectRead))
                continue;
            var socket = _listener.Accept();
            ThreadPool.UnsafeQueueUserWorkItem(_ => LetIn(socket), null);
        }

        // Whoever comes from now on, for the next group of these processes, is to find nobody, and to try again.
        _listener.Dispose();
        if (_fault is null)
            return Array.ConvertAll(_ranks, rank => rank!);
        foreach (var connection in _ranks.OfType<FrameConnection>().Concat(_misfits))
        {
            TellFault(connection, _fault);
            connection.Dispose();
        }

        return null;
    }

    public void Dispose() => _listener.Dispose();

    private static Socket Listen(Rendezvous rendezvous)
    {
        var address = rendezvous.ListenAddress;
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                listener.DualMode = true;
            listener.Bind(new IPEndPoint(address, rendezvous.Port));
            listener.Listen(rendezvous.Size);
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new RendezvousException(
                $"Rank 0 cannot listen on port {rendezvous.Port}: {e.Message}. Choose another MASTER_PORT.", e);
        }
    }

    private static void TellFault(FrameConnection connection, RankFault fault)
    {
        try
        {
            connection.Write(FaultFrame.Of(fault, from: 0));
        }
        catch (IOException)
        {
            // It has gone away by itself.
        }
    }

    private bool IsDecided(bool isTooLate, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (isTooLate && _fault is null)
                _fault = Missing(timeout);
            return _isClosed = isTooLate
                || _ranks.Count(rank => rank is not null) + _misfits.Count >= _ranks.Length
                || (_fault is not null && Environment.TickCount64 - _faultSince >= Straggling.TotalMilliseconds);
        }
    }

    private RankFault? Missing(TimeSpan timeout)
    {
        int[] missing = [.. Enumerable.Range(0, _ranks.Length).Where(rank => _ranks[rank] is null)];
        if (missing.Length == 0)
            return null;
        string refused = _strangers == 0 ? "" : $"; {_strangers} connections were refused, their token being another";
        return RankFault.Timeout(
            missing,
            $"After {timeout.TotalSeconds:0.###} s, of {_ranks.Length} ranks these have not come to {_rendezvous}: "
            + $"{string.Join(", ", missing)}{refused}.");
    }

    private void LetIn(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            socket.ReceiveTimeout = (int)Silence.TotalMilliseconds;
            var (rank, size, isTrusted) = Handshake.Challenge(new NetworkStream(socket), _rendezvous.Token);
            socket.ReceiveTimeout = 0;
            LetIn(new FrameConnection(socket), rank, size, isTrusted);
        }
        catch (IOException)
        {
            // It never said who it is, or went away: it is none of the ranks.
            socket.Dispose();
        }
    }

    private void LetIn(FrameConnection connection, int rank, int size, bool isTrusted)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                if (_fault is not null)
                    TellFault(connection, _fault);
                connection.Dispose();
            }
            else if (!isTrusted)
            {
                _strangers++;
                connection.Write(new Frame(FrameKind.Refused, 0));
                connection.Dispose();
            }
            else if (size != _ranks.Length || rank < 0 || rank >= size)
            {
                Misfit(
                    connection,
                    $"Rank {rank} says that there are {size} ranks, rank 0 that there are {_ranks.Length}.");
            }
            else if (_ranks[rank] is not null)
            {
                Misfit(connection, $"Two processes say that they are rank {rank} of {size}.");
            }
            else
            {
                _ranks[rank] = connection;
            }
        }
    }

    private void Misfit(FrameConnection connection, string message)
    {
        _misfits.Add(connection);
        if (_fault is not null)
            return;
        _fault = RankFault.Mismatch(message);
        _faultSince = Environment.TickCount64;
    }
}
