using Moe.Runtime;

namespace Moe.Gpu.Tests.Communication;

/// <summary>NCCL with one rank, which one GPU is enough for: a group to itself.</summary>
[TestClass]
public sealed class LoneRankTests
{
    [TestMethod]
    public void A_rank_receives_what_it_sends_itself()
    {
        using var group = RankGroup.GpusJoinedByNccl(1);
        group.Run(rank =>
        {
            byte[] sent = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
            using var source = rank.Device.CopyOf<byte>(sent);
            using var target = rank.Device.Allocate<byte>(sent.Length);
            Exchange(rank, source.Pointer, target.Pointer, sent.Length);

            CollectionAssert.AreEqual(sent, target.ToArray());
        });
    }

    [TestMethod]
    public void A_group_that_cannot_be_is_refused_and_another_group_can_be_made()
    {
        using (var group = RankGroup.GpusJoinedByNccl(1))
        {
            Assert.ThrowsExactly<NcclException>(() => group.Run(rank =>
            {
                using var target = rank.Device.Allocate<byte>(1);
                rank.Communicator.StartGroup();
                rank.Communicator.Receive(target.Pointer, 1, peer: 0, rank.Stream);
                rank.Communicator.EndGroup("nobody sends");
            }));
        }

        A_rank_receives_what_it_sends_itself();
    }

    [TestMethod]
    public void A_group_allocates_nothing_on_the_managed_heap()
    {
        using var group = RankGroup.GpusJoinedByNccl(1);
        group.Run(rank =>
        {
            using var memory = rank.Device.Allocate<byte>(2);
            for (int i = 0; i < 10; i++)
                Exchange(rank, memory.Pointer, memory.Pointer + 1, 1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                Exchange(rank, memory.Pointer, memory.Pointer + 1, 1);
            Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
            rank.Stream.Synchronize();
        });
    }

    private static void Exchange(Rank rank, nint source, nint target, int bytes)
    {
        rank.Communicator.StartGroup();
        rank.Communicator.Send(source, bytes, peer: 0, rank.Stream);
        rank.Communicator.Receive(target, bytes, peer: 0, rank.Stream);
        rank.Communicator.EndGroup("to itself");
    }
}
