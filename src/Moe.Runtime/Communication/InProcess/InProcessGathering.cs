namespace Moe.Runtime;

/// <summary>
/// Where the ranks of this process lay down their payloads for <see cref="InProcessControlChannel"/>.
/// </summary>
internal sealed class InProcessGathering
{
    private readonly RankBoard _board;
    private Round _round;

    public InProcessGathering(RankBoard board)
    {
        _board = board;
        _round = new Round(board.Size);
        board.Beginning += _ => _round = new Round(board.Size);
    }

    /// <inheritdoc cref="IControlChannel.AllGather"/>
    public byte[][] AllGather(int rank, string step, ReadOnlySpan<byte> payload)
    {
        lock (_board.Gate)
        {
            _board.Arrive(rank, step);
            var round = _round;
            round.Add(rank, payload);
            if (round.IsComplete)
            {
                // Those who still wait hold this round; the next rank to come opens another.
                _round = new Round(_board.Size);
                Monitor.PulseAll(_board.Gate);
            }

            long deadline = _board.Deadline();
            while (!round.IsComplete)
                _board.Wait(step, deadline, round.Missing());
            return round.Payloads();
        }
    }

    /// <summary>One meeting of all ranks.</summary>
    private sealed class Round(int size)
    {
        private readonly byte[]?[] _payloads = new byte[]?[size];

        private int _count;

        public bool IsComplete => _count == _payloads.Length;

        public void Add(int rank, ReadOnlySpan<byte> payload)
        {
            _payloads[rank] = payload.ToArray();
            _count++;
        }

        public List<int> Missing()
        {
            var missing = new List<int>();
            for (int i = 0; i < _payloads.Length; i++)
            {
                if (_payloads[i] is null)
                    missing.Add(i);
            }

            return missing;
        }

        public byte[][] Payloads() => Array.ConvertAll(_payloads, payload => payload!);
    }
}
