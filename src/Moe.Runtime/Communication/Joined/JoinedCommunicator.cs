namespace Moe.Runtime;

/// <summary>
/// The communicator of a rank that is a process and has nothing faster: messages travel by way of the host and the hub.
/// A send is done when it is on its way.
/// </summary>
internal sealed unsafe class JoinedCommunicator(int rank, JoinedBoard board) : HostCommunicator(rank, board)
{
    private readonly JoinedBoard _board = board;

    protected override void Post(in Message send)
    {
        if (send.Bytes > Frame.MaxPayload)
        {
            throw new NotSupportedException(
                $"A message between processes without GPUs has at most {Frame.MaxPayload} bytes, not {send.Bytes}.");
        }

        byte[] data = GC.AllocateUninitializedArray<byte>((int)send.Bytes);
        fixed (byte* host = data)
            send.Stream.Device.CopyToHost(send.Data, (nint)host, send.Bytes);
        _board.Send(send.Peer, data);
    }

    protected override bool IsDelivered(int peer) => true;

    protected override long PostedBy(int peer) => _board.DataFrom(peer).TryPeek(out var data) ? data.Length : -1;

    protected override void Take(in Message receive)
    {
        fixed (byte* host = _board.DataFrom(receive.Peer).Dequeue().Span)
            receive.Stream.Device.CopyFromHost((nint)host, receive.Data, receive.Bytes);
    }
}
