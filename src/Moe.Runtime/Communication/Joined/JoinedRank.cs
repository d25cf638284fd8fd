using System.Net.Sockets;

namespace Moe.Runtime;

/// <summary>What ties this process to the others: the connection to the hub, and on rank 0 the hub itself.</summary>
internal sealed class JoinedRank : IDisposable
{
    // How much longer than the hub itself a rank waits for its verdict, and how soon it looks again for a hub.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);

    private readonly FrameConnection _connection;
    private readonly RankHub? _hub;

    private JoinedRank(Rendezvous rendezvous, FrameConnection connection, RankHub? hub)
    {
        _connection = connection;
        _hub = hub;
        Rendezvous = rendezvous;
        Board = new JoinedBoard(rendezvous.Rank, rendezvous.Size, connection);
    }

    public Rendezvous Rendezvous { get; }

    public JoinedBoard Board { get; }

    /// <summary>Meets the other processes.</summary>
    /// <param name="rendezvous">Who and where.</param>
    /// <param name="timeout">How long to wait for all; then also <see cref="RankBoard.Timeout"/>.</param>
    /// <exception cref="RendezvousException">The port is taken, or the token is another.</exception>
    /// <exception cref="RankTimeoutException">Not all have come.</exception>
    /// <exception cref="RankMismatchException">Processes do not agree on who they are.</exception>
    public static JoinedRank Meet(Rendezvous rendezvous, TimeSpan timeout)
    {
        var hub = rendezvous.Rank == 0 ? new RankHub(rendezvous, timeout) : null;
        try
        {
            var joined = new JoinedRank(rendezvous, Enter(rendezvous, timeout), hub);
            joined.Board.Timeout = timeout;
            return joined;
        }
        catch
        {
            hub?.Dispose();
            throw;
        }
    }

    /// <summary>What the rank sends and receives by: NCCL where it has a GPU, or else the hub.</summary>
    public ICommunicator CreateCommunicator(Device device) => device is CudaDevice gpu
        ? new NcclCommunicator(Rendezvous.Rank, Board, gpu)
        : new JoinedCommunicator(Rendezvous.Rank, Board);

    /// <summary>Says goodbye; on rank 0 waits until the others have too, at most for the board's timeout.</summary>
    public void Dispose()
    {
        Board.End();
        _connection.End(Board.Timeout);
        _hub?.End(Board.Timeout);
        _connection.Dispose();
        _hub?.Dispose();
    }

    private static FrameConnection Enter(Rendezvous rendezvous, TimeSpan timeout)
    {
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            try
            {
                return TryEnter(rendezvous, deadline + (long)Grace.TotalMilliseconds);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Rank 0 is not there yet, or is about to leave an earlier group.
                if (Environment.TickCount64 >= deadline)
                    throw NobodyThere(rendezvous, timeout, e);
            }

            Thread.Sleep(Retry);
        }
    }

    private static RankTimeoutException NobodyThere(Rendezvous rendezvous, TimeSpan timeout, Exception cause)
        => new([0], $"After {timeout.TotalSeconds:0.###} s, rank 0 has not come to {rendezvous}: {cause.Message}.");

    private static FrameConnection TryEnter(Rendezvous rendezvous, long deadline)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(rendezvous.Host, rendezvous.Port);
            socket.ReceiveTimeout = (int)Math.Clamp(deadline - Environment.TickCount64, 1, int.MaxValue);
            Handshake.Answer(new NetworkStream(socket), rendezvous);
            var connection = new FrameConnection(socket);
            var frame = connection.Read();
            if (frame.Kind == FrameKind.Fault)
                throw FaultFrame.Read(frame).ToException();
            if (frame.Kind == FrameKind.Refused)
            {
                throw new RendezvousException(
                    $"Rank 0 at {rendezvous} has refused rank {rendezvous.Rank}: "
                    + $"its {RendezvousVariables.Token} is another.");
            }

            socket.ReceiveTimeout = 0;
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
