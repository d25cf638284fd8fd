using Moe.Runtime;

namespace Moe.Bench;

/// <summary>Bytes between ranks alone: a send to and a receive from every other rank, in one group.</summary>
internal static class RawTransfers
{
    /// <summary>Enqueues them.</summary>
    /// <param name="rank">This rank.</param>
    /// <param name="source">Where what is sent stands, rank after rank.</param>
    /// <param name="target">Where what is received goes, rank after rank.</param>
    /// <param name="sends">[R] bytes for each rank; 0 for this one.</param>
    /// <param name="receives">[R] bytes of each rank; 0 of this one.</param>
    public static void Run(Rank rank, nint source, nint target, ReadOnlySpan<long> sends, ReadOnlySpan<long> receives)
    {
        if (rank.Size == 1)
            return;
        rank.Communicator.StartGroup();
        for (int peer = 0; peer < rank.Size; peer++)
        {
            if (sends[peer] > 0)
                rank.Communicator.Send(source, sends[peer], peer, rank.Stream);
            if (receives[peer] > 0)
                rank.Communicator.Receive(target, receives[peer], peer, rank.Stream);
            source += (nint)sends[peer];
            target += (nint)receives[peer];
        }

        rank.Communicator.EndGroup("bench: raw transfers");
    }
}
