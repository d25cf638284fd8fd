namespace Moe.Runtime;

/// <summary>
/// Where ranks that see one another's memory lay down what they send: a queue for each pair of sender and receiver. The
/// receiver copies, on its own stream, so the ranks may share a GPU as well as be CPU devices.
/// </summary>
internal sealed class InProcessMail
{
    private readonly Queue<Message>[] _sent;

    public InProcessMail(RankBoard board)
    {
        Board = board;
        _sent = new Queue<Message>[board.Size * board.Size];
        for (int i = 0; i < _sent.Length; i++)
            _sent[i] = new Queue<Message>();
        board.Beginning += _ => Array.ForEach(_sent, queue => queue.Clear());
    }

    public RankBoard Board { get; }

    /// <summary>What one rank has sent to another, who has not received it yet, first things first.</summary>
    public Queue<Message> Between(int sender, int receiver) => _sent[(sender * Board.Size) + receiver];
}
