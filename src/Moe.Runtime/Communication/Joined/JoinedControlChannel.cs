namespace Moe.Runtime;

/// <summary>The control channel of a rank that is a process.</summary>
internal sealed class JoinedControlChannel(int rank, JoinedBoard board) : IControlChannel
{
    public byte[][] AllGather(string step, ReadOnlySpan<byte> payload)
    {
        lock (board.Gate)
        {
            board.Arrive(rank, step);
            board.Gather(step, payload.ToArray());
            long deadline = board.Deadline();
            while (Missing(step) is { Count: > 0 } missing)
                board.Wait(step, deadline, missing);

            var payloads = new byte[board.Size][];
            for (int i = 0; i < payloads.Length; i++)
                payloads[i] = board.GatheredFrom(i).Dequeue().Payload.ToArray();
            return payloads;
        }
    }

    private List<int> Missing(string step)
    {
        var missing = new List<int>();
        for (int other = 0; other < board.Size; other++)
        {
            if (!board.GatheredFrom(other).TryPeek(out var gathered))
            {
                missing.Add(other);
            }
            else if (gathered.Step != step)
            {
                string message = $"Rank {rank} is at step '{step}', rank {other} at step '{gathered.Step}': "
                    + "all ranks meet in the same order.";
                board.Blame(RankFault.Mismatch(message));
                board.ThrowIfAtFault();
            }
        }

        return missing;
    }
}
