using System.Buffers;
using System.Net.Sockets;

namespace Moe.Runtime;

/// <summary>
/// One end of a connection between a rank and the hub, with a thread that reads and one that writes, so that neither
/// saying nor hearing something waits for the other end.
/// </summary>
internal sealed class FrameConnection : IDisposable
{
    // A rank comes to steps faster than others ask for them: of those within this time only the last is said.
    private const int StepMilliseconds = 5;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly Queue<Frame> _outgoing = [];
    private readonly Thread _writer;
    private (int Rank, long Arrivals, RankStep Step)? _step;
    private long _nextStep;
    private bool _isAsleep;
    private bool _isEnding;

    public FrameConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _writer = new Thread(Write) { Name = "Moe control, writing", IsBackground = true };
    }

    /// <summary>Begins to read and to write.</summary>
    /// <param name="received">Takes each frame, on the reading thread.</param>
    /// <param name="ended">Nothing more will come.</param>
    public void Start(Action<Frame> received, Action ended)
    {
        _writer.Start();
        new Thread(() => Read(received, ended)) { Name = "Moe control, reading", IsBackground = true }.Start();
    }

    /// <summary>Waits for one frame, before <see cref="Start"/>.</summary>
    /// <inheritdoc cref="Frame.Read" path="/exception"/>
    public Frame Read() => Frame.Read(_stream);

    /// <summary>Says something at once, before <see cref="Start"/>.</summary>
    /// <exception cref="IOException">The connection has failed.</exception>
    public void Write(in Frame frame) => Write(frame, new ArrayBufferWriter<byte>());

    /// <summary>Says something; it is written when its turn comes.</summary>
    public void Post(in Frame frame)
    {
        lock (_outgoing)
        {
            _outgoing.Enqueue(frame);
            Monitor.Pulse(_outgoing);
        }
    }

    /// <summary>
    /// Says where a rank is, before all that is said from now on; but where it is elsewhere soon, only that. It costs the
    /// rank no waking of a thread and no memory.
    /// </summary>
    public void PostStep(int rank, long arrivals, RankStep step)
    {
        lock (_outgoing)
        {
            _step = (rank, arrivals, step);
            if (_isAsleep)
                Monitor.Pulse(_outgoing);
        }
    }

    /// <summary>Says that nothing more will be said, and waits until all is written.</summary>
    /// <param name="patience">How long at most.</param>
    public void End(TimeSpan patience)
    {
        lock (_outgoing)
        {
            _isEnding = true;
            Monitor.Pulse(_outgoing);
        }

        _writer.Join(patience);
    }

    /// <summary>Closes the connection, whatever is under way.</summary>
    public void Dispose() => _stream.Dispose();

    private void Write(in Frame frame, ArrayBufferWriter<byte> head)
    {
        head.ResetWrittenCount();
        frame.WriteHead(head);
        _stream.Write(head.WrittenSpan);
        _stream.Write(frame.Payload.Span);
    }

    private void Read(Action<Frame> received, Action ended)
    {
        try
        {
            while (true)
                received(Frame.Read(_stream));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            ended();
        }
    }

    // Where the other end is gone, the reading thread hears of it.
    private void Write()
    {
        try
        {
            var head = new ArrayBufferWriter<byte>();
            while (Next() is { } frame)
                Write(frame, head);

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
        }
    }

    private Frame? Next()
    {
        lock (_outgoing)
        {
            while (true)
            {
                bool isInHaste = _outgoing.Count > 0 || _isEnding;
                if (_step is var (rank, arrivals, step) && (isInHaste || Environment.TickCount64 >= _nextStep))
                {
                    _step = null;
                    _nextStep = Environment.TickCount64 + StepMilliseconds;
                    return new Frame(FrameKind.Step, rank, Number: arrivals, Text: step.ToString());
                }

                if (_outgoing.TryDequeue(out var frame))
                    return frame;
                if (_isEnding)
                    return null;
                _isAsleep = _step is null;
                Monitor.Wait(_outgoing, _isAsleep ? Timeout.Infinite : StepMilliseconds);
                _isAsleep = false;
            }
        }
    }
}
