namespace Moe.Runtime;

/// <summary>The communicator of a rank that sees the other ranks' memory.</summary>
internal sealed class InProcessCommunicator : HostCommunicator
{
    private readonly InProcessMail _mail;

    public InProcessCommunicator(int rank, InProcessMail mail)
        : base(rank, mail.Board)
    {
        _mail = mail;
        mail.Board.Beginning += Forget;
    }

    protected override void Post(in Message send) => _mail.Between(Rank, send.Peer).Enqueue(send);

    // A send is done when the peer has taken it from the queue.
    protected override bool IsDelivered(int peer) => _mail.Between(Rank, peer).Count == 0;

    protected override long PostedBy(int peer) => _mail.Between(peer, Rank).TryPeek(out var send) ? send.Bytes : -1;

    protected override void Take(in Message receive)
    {
        var sent = _mail.Between(receive.Peer, Rank);
        receive.Stream.Copy(sent.Peek().Data, receive.Data, receive.Bytes);
        receive.Stream.Synchronize();
        sent.Dequeue();
    }
}
