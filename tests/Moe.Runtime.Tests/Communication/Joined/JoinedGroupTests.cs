using System.Diagnostics;

namespace Moe.Runtime.Tests.Joined;

[TestClass]
public sealed class JoinedGroupTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Every_rank_gets_every_payload_by_rank(int ranks)
    {
        var errors = Processes.Run(ranks, rank =>
        {
            Assert.AreEqual(ranks, rank.Size);
            for (int round = 0; round < 20; round++)
            {
                var gathered = rank.Control.AllGather($"round {round}", Payload(rank.Index, round));
                Assert.HasCount(ranks, gathered);
                for (int r = 0; r < ranks; r++)
                    CollectionAssert.AreEqual(Payload(r, round), gathered[r]);
            }
        });

        AssertNone(errors);

        static byte[] Payload(int rank, int round) => [.. Enumerable.Repeat((byte)(rank + round), rank * 3)];
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Messages_of_all_sizes_arrive_in_order()
    {
        const int ranks = 3;
        int[] sizes = [1, 1000, 3_000_000];
        var errors = Processes.Run(ranks, rank =>
        {
            foreach (int size in sizes)
            {
                using var from = rank.Device.CopyOf<byte>(
                    [.. Enumerable.Range(0, size).Select(i => (byte)(i + rank.Index))]);
                using var to = rank.Device.Allocate<byte>(ranks * (long)size);
                rank.Communicator.StartGroup();
                for (int peer = 0; peer < ranks; peer++)
                {
                    rank.Communicator.Send(from.Pointer, size, peer, rank.Stream);
                    rank.Communicator.Receive(to.Pointer + (peer * size), size, peer, rank.Stream);
                }

                rank.Communicator.EndGroup($"all to all of {size}");
                byte[] received = to.ToArray();
                for (int peer = 0; peer < ranks; peer++)
                    Assert.AreEqual((byte)(size - 1 + peer), received[((peer + 1) * size) - 1]);
            }
        });

        AssertNone(errors);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Byte_counts_that_differ_are_an_error_on_all_ranks()
    {
        var errors = Processes.Run(3, rank =>
        {
            using var data = rank.Device.CopyOf<int>([1, 2, 3, 4]);
            rank.Communicator.StartGroup();
            if (rank.Index == 0)
                rank.Communicator.Send(data.Pointer, 12, 1, rank.Stream);
            if (rank.Index == 1)
                rank.Communicator.Receive(data.Pointer, 16, 0, rank.Stream);
            rank.Communicator.EndGroup("plan 3: rows");
            rank.Control.AllGather("later", []);
        });

        foreach (var error in errors)
        {
            Assert.IsInstanceOfType<RankMismatchException>(error);
            Assert.AreEqual(
                "In step 'plan 3: rows', rank 0 sends 12 bytes to rank 1, which receives 16.", error.Message);
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Ranks_at_different_steps_are_an_error_that_names_both()
    {
        var errors = Processes.Run(2, rank => { rank.Control.AllGather($"step of {rank.Index}", []); });

        foreach (var error in errors)
        {
            Assert.IsInstanceOfType<RankMismatchException>(error);
            StringAssert.Contains(error.Message, "'step of 0'");
            StringAssert.Contains(error.Message, "'step of 1'");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void What_a_rank_throws_reaches_the_others_with_its_step(int culprit)
    {
        var watch = Stopwatch.StartNew();
        var errors = Processes.Run(4, rank =>
        {
            rank.Control.AllGather("exchange construction", []);
            if (rank.Index == culprit)
                throw new FormatException("lost");
            rank.Control.AllGather("plan 1: header", []);
        });

        Assert.IsLessThan(Processes.Timeout, watch.Elapsed);
        Assert.IsInstanceOfType<FormatException>(errors[culprit]);
        for (int rank = 0; rank < 4; rank++)
        {
            if (rank == culprit)
                continue;
            Assert.IsInstanceOfType<RankFailedException>(errors[rank]);
            Assert.AreEqual($"Rank {culprit} failed in step 'exchange construction': lost", errors[rank]!.Message);
            var cause = (RemoteErrorException)errors[rank]!.InnerException!;
            Assert.AreEqual(typeof(FormatException).FullName, cause.Type);
            StringAssert.Contains(cause.ToString(), nameof(What_a_rank_throws_reaches_the_others_with_its_step));
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void A_rank_that_does_not_come_is_named_with_its_last_step()
    {
        using var isOver = new CountdownEvent(2);
        var errors = Processes.Run(
            3,
            rank =>
            {
                rank.Control.AllGather("exchange construction", []);
                if (rank.Index == 1)
                    isOver.Wait();
                try
                {
                    // Rank 1 may come to the first before it is told that the others have given up, but not to the next.
                    rank.Control.AllGather("plan 1: header", []);
                    rank.Control.AllGather("plan 2: header", []);
                }
                finally
                {
                    if (rank.Index != 1)
                        isOver.Signal();
                }
            },
            timeout: TimeSpan.FromSeconds(2));

        foreach (var error in errors)
        {
            Assert.IsInstanceOfType<RankTimeoutException>(error);
            Assert.AreEqual(
                "After 2 s in step 'plan 1: header': rank 1 has not come, last seen in step 'exchange construction'.",
                error.Message);
            CollectionAssert.AreEqual(new[] { 1 }, ((RankTimeoutException)error).Ranks.ToArray());
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Who_waits_for_a_rank_that_has_left_learns_of_it_at_once()
    {
        var watch = Stopwatch.StartNew();
        var errors = Processes.Run(3, rank =>
        {
            rank.Control.AllGather("exchange construction", []);
            if (rank.Index != 1)
                rank.Control.AllGather("plan 1: header", []);
        });

        Assert.IsLessThan(Processes.Timeout, watch.Elapsed);
        Assert.IsNull(errors[1]);
        foreach (int rank in new[] { 0, 2 })
        {
            Assert.IsInstanceOfType<RankTimeoutException>(errors[rank]);
            Assert.AreEqual(
                "In step 'plan 1: header': rank 1 has left, last seen in step 'exchange construction'.",
                errors[rank]!.Message);
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void A_group_runs_again_and_ranks_may_be_ahead_of_one_another()
    {
        int port = Processes.FreePort();
        var errors = Processes.Each(Enumerable.Range(0, 3), rank =>
        {
            using var group = RankGroup.JoinAt(Processes.Place(rank, 3, port), new CpuDevice(), Processes.Timeout);
            for (int run = 0; run < 20; run++)
            {
                int[] sums = group.Run(r => r.Control.AllGather("sum", [(byte)rank]).Sum(payload => payload[0]));
                CollectionAssert.AreEqual(new[] { 3 }, sums);
            }
        });

        AssertNone(errors);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void After_a_failure_the_same_processes_make_a_new_group_at_the_same_port()
    {
        int port = Processes.FreePort();
        var errors = Processes.Each(Enumerable.Range(0, 3), rank =>
        {
            for (int attempt = 0; attempt < 5; attempt++)
            {
                using var group = RankGroup.JoinAt(Processes.Place(rank, 3, port), new CpuDevice(), Processes.Timeout);
                Action<Rank> fail = r =>
                {
                    if (rank == attempt % 3)
                        throw new FormatException("again");
                    r.Control.AllGather("half", [1]);
                };
                try
                {
                    group.Run(fail);
                }
                catch (Exception e) when (e is FormatException or RankFailedException)
                {
                    Assert.Throws<Exception>(() => group.Run(_ => { }));
                    continue;
                }

                Assert.Fail("The run has not failed.");
            }

            using var last = RankGroup.JoinAt(Processes.Place(rank, 3, port), new CpuDevice(), Processes.Timeout);
            last.Run(r => { r.Control.AllGather("whole", []); });
        });

        AssertNone(errors);
    }

    private static void AssertNone(Exception?[] errors)
        => Assert.IsTrue(errors.All(error => error is null), string.Join("\n", errors.AsEnumerable()));
}
