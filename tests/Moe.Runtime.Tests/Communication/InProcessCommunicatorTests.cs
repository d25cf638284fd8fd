namespace Moe.Runtime.Tests;

[TestClass]
public sealed class InProcessCommunicatorTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(8)]
    public void Uneven_all_to_all(int ranks)
    {
        using var group = RankGroup.Cpu(ranks);

        // From s to r go s + 2r ints, so that rank 0 sends itself nothing, in each of several rounds.
        int[][] received = group.Run(rank =>
        {
            var all = new List<int>();
            for (int round = 0; round < 20; round++)
            {
                var sends = new List<DeviceArray<int>>();
                var receives = new List<DeviceArray<int>>();
                rank.Communicator.StartGroup();
                for (int peer = 0; peer < ranks; peer++)
                {
                    sends.Add(rank.Device.CopyOf<int>(Content(rank.Index, peer, round)));
                    receives.Add(rank.Device.Allocate<int>(Content(peer, rank.Index, round).Length));
                    if (sends[peer].Length > 0)
                        rank.Communicator.Send(sends[peer].Pointer, sends[peer].Length * 4, peer, rank.Stream);
                    if (receives[peer].Length > 0)
                        rank.Communicator.Receive(receives[peer].Pointer, receives[peer].Length * 4, peer, rank.Stream);
                }

                rank.Communicator.EndGroup($"round {round}");
                foreach (var array in sends)
                    array.Dispose();
                foreach (var array in receives)
                {
                    all.AddRange(array.ToArray());
                    array.Dispose();
                }
            }

            return all.ToArray();
        });

        for (int r = 0; r < ranks; r++)
        {
            var expected = new List<int>();
            for (int round = 0; round < 20; round++)
                for (int s = 0; s < ranks; s++)
                    expected.AddRange(Content(s, r, round));
            CollectionAssert.AreEqual(expected, received[r]);
        }

        static int[] Content(int sender, int receiver, int round)
            => [.. Enumerable.Range(0, sender + (2 * receiver)).Select(
                i => (round * 10_000) + (sender * 1000) + (receiver * 100) + i)];
    }

    [TestMethod]
    public void Between_two_ranks_the_first_send_meets_the_first_receive()
    {
        using var group = RankGroup.Cpu(2);

        group.Run(rank =>
        {
            using var from = rank.Device.CopyOf<long>([rank.Index, 10 + rank.Index, 20 + rank.Index]);
            using var to = rank.Device.CopyOf<long>([-1, -1, -1]);
            int peer = 1 - rank.Index;
            rank.Communicator.StartGroup();
            rank.Communicator.Receive(to.Pointer + 16, 8, peer, rank.Stream);
            rank.Communicator.Send(from.Pointer, 8, peer, rank.Stream);
            rank.Communicator.Send(from.Pointer + 8, 16, peer, rank.Stream);
            rank.Communicator.Receive(to.Pointer, 16, peer, rank.Stream);
            rank.Communicator.EndGroup("crossed");

            CollectionAssert.AreEqual(new long[] { 10 + peer, 20 + peer, peer }, to.ToArray());
        });
    }

    [TestMethod]
    public void Ranks_that_have_nothing_to_do_with_one_another_do_not_wait()
    {
        using var group = RankGroup.Cpu(3);

        group.Run(rank =>
        {
            using var data = rank.Device.CopyOf<int>([rank.Index]);
            rank.Communicator.StartGroup();
            if (rank.Index == 0)
                rank.Communicator.Send(data.Pointer, 4, 1, rank.Stream);
            else if (rank.Index == 1)
                rank.Communicator.Receive(data.Pointer, 4, 0, rank.Stream);
            rank.Communicator.EndGroup("pair");
            Assert.AreEqual(rank.Index == 2 ? 2 : 0, data.ToArray()[0]);
        });
    }

    [TestMethod]
    public void Byte_counts_that_differ_are_an_error_on_all_ranks()
    {
        using var group = RankGroup.Cpu(3);
        var seen = new Exception?[3];

        var error = Assert.ThrowsExactly<RankMismatchException>(() => group.Run(rank =>
        {
            try
            {
                using var data = rank.Device.CopyOf<int>([1, 2, 3, 4]);
                rank.Communicator.StartGroup();
                if (rank.Index == 0)
                    rank.Communicator.Send(data.Pointer, 12, 1, rank.Stream);
                if (rank.Index == 1)
                    rank.Communicator.Receive(data.Pointer, 16, 0, rank.Stream);
                if (rank.Index == 2)
                    rank.Communicator.Receive(data.Pointer, 16, 1, rank.Stream);
                rank.Communicator.EndGroup("plan 3: rows");
            }
            catch (Exception e)
            {
                seen[rank.Index] = e;
                throw;
            }
        }));

        Assert.AreEqual("In step 'plan 3: rows', rank 0 sends 12 bytes to rank 1, which receives 16.", error.Message);
        foreach (var each in seen)
            Assert.IsInstanceOfType<RankMismatchException>(each);
    }

    [TestMethod]
    public void Steady_groups_allocate_nothing()
    {
        using var group = RankGroup.Cpu(2);

        group.Run(rank =>
        {
            using var from = rank.Device.CopyOf<long>([rank.Index]);
            using var to = rank.Device.CopyOf<long>([-1]);
            for (int i = 0; i < 100; i++)
                Swap();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                Swap();
            Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());

            void Swap()
            {
                rank.Communicator.StartGroup();
                rank.Communicator.Send(from.Pointer, 8, 1 - rank.Index, rank.Stream);
                rank.Communicator.Receive(to.Pointer, 8, 1 - rank.Index, rank.Stream);
                rank.Communicator.EndGroup("swap");
            }
        });
    }

    [TestMethod]
    public void Misuse_says_what_is_wrong()
    {
        using var group = RankGroup.Cpu(1);

        group.Run(rank =>
        {
            var communicator = rank.Communicator;
            Assert.ThrowsExactly<InvalidOperationException>(() => communicator.Send(1, 8, 0, rank.Stream));
            Assert.ThrowsExactly<InvalidOperationException>(() => communicator.EndGroup("none"));
            communicator.StartGroup();
            Assert.ThrowsExactly<InvalidOperationException>(communicator.StartGroup);
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => communicator.Send(1, 0, 0, rank.Stream));
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => communicator.Receive(1, 8, 1, rank.Stream));
            communicator.EndGroup("empty");
        });
    }
}
