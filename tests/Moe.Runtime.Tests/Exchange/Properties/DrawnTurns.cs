using Moe.Conformance.Trials;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>
/// Has ranks hand over each group of sends and receives one after another, in an order drawn for that group. Ranks wait
/// for what others do, not for time.
/// </summary>
internal sealed class DrawnTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();
    private readonly Draw _draw;
    private readonly int[] _order;
    private int _next;

    private DrawnTurns(int ranks, int seed)
    {
        _draw = new Draw(seed);
        _order = [.. Enumerable.Range(0, ranks)];
        Shuffle();
    }

    /// <summary>CPU ranks that take turns.</summary>
    public static RankGroup GroupOf(int ranks, int seed)
    {
        var turns = new DrawnTurns(ranks, seed);
        return RankGroup.Create(ranks, _ => new CpuDevice(), board =>
        {
            var mail = new InProcessMail(board);
            return (rank, _) => new TurnTakingCommunicator(new InProcessCommunicator(rank, mail), turns);
        });
    }

    /// <summary>Waits for a rank's turn.</summary>
    public void Begin(int rank)
    {
        lock (_gate)
        {
            while (_order[_next] != rank)
            {
                if (!Monitor.Wait(_gate, Patience))
                    throw new TimeoutException($"Rank {rank} waits for rank {_order[_next]}, whose turn it is.");
            }
        }
    }

    /// <summary>Gives the turn to the next rank; after the last a new order begins.</summary>
    public void End()
    {
        lock (_gate)
        {
            _next++;
            if (_next == _order.Length)
                Shuffle();
            Monitor.PulseAll(_gate);
        }
    }

    // By Fisher and Yates.
    private void Shuffle()
    {
        _next = 0;
        for (int last = _order.Length - 1; last > 0; last--)
        {
            int other = _draw.Between(0, last);
            (_order[last], _order[other]) = (_order[other], _order[last]);
        }
    }
}
