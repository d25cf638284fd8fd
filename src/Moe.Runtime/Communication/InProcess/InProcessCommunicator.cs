namespace Moe.Runtime;

/// <summary>
/// The communicator of a rank that sees the other ranks' memory: CPU devices, or GPUs of this process, of which ranks
/// may share one. <see cref="ICommunicator.EndGroup"/> waits for the other ranks' hosts to come, not for what their
/// devices do.
/// </summary>
internal sealed class InProcessCommunicator : HostCommunicator
{
    private readonly InProcessMail _mail;

    public InProcessCommunicator(int rank, InProcessMail mail)
        : base(rank, mail.Board)
    {
        _mail = mail;
        mail.Board.Beginning += _ => Forget();
    }

    protected override void Post(in Message send) => _mail.Between(Rank, send.Peer).Enqueue(send);

    // A send is done when the peer has taken it from the queue.
    protected override bool IsDelivered(int peer) => _mail.Between(Rank, peer).Count == 0;

    protected override long PostedBy(int peer) => _mail.Between(peer, Rank).TryPeek(out var send) ? send.Bytes : -1;

    // Under the lock, while the sender waits in its own group: its stream has everything later, and so the freeing of
    // what it sent, wait for the copy.
    protected override void Take(in Message receive)
    {
        var sent = _mail.Between(receive.Peer, Rank);
        var send = sent.Peek();
        receive.Stream.CopyFrom(send.Stream, send.Data, receive.Data, receive.Bytes);
        sent.Dequeue();
    }
}
