using Moe.Dsl;

namespace Moe.Runtime.Tests;

[TestClass]
public sealed class RankGroupTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Every_rank_is_a_thread_with_a_device_of_its_own(int ranks)
    {
        using var group = RankGroup.Cpu(ranks);

        var seen = group.Run(rank =>
        {
            rank.Control.AllGather("all at once", []);
            return (rank.Index, rank.Size, rank.Device, rank.Stream, Environment.CurrentManagedThreadId, rank.Group);
        });

        Assert.AreEqual(ranks, group.Size);
        CollectionAssert.AreEqual(Enumerable.Range(0, ranks).ToArray(), seen.Select(s => s.Index).ToArray());
        Assert.IsTrue(seen.All(s => s.Size == ranks && s.Group == group && s.Stream.Device == s.Device));
        Assert.AreEqual(ranks, seen.Select(s => s.Device).Distinct().Count());
        Assert.AreEqual(ranks, seen.Select(s => s.CurrentManagedThreadId).Distinct().Count());
    }

    [TestMethod]
    public void Misuse_says_what_is_wrong()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RankGroup.Cpu(0));
        var group = RankGroup.Cpu(1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Timeout = TimeSpan.Zero);
        Assert.ThrowsExactly<InvalidOperationException>(() => group.Run(_ => group.Run(_ => { })));
        Assert.ThrowsExactly<InvalidOperationException>(() => group.Run(_ => group.Dispose()));
        var rank = group.Run(rank => rank)[0];
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => rank.Control.AllGather("late", []));
        StringAssert.Contains(error.Message, "outside of RankGroup.Run");

        group.Dispose();
        group.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => group.Run(_ => { }));
        Assert.ThrowsExactly<ObjectDisposedException>(() => rank.Device.Allocate<int>(1));
    }

    [TestMethod]
    public void One_error_is_thrown_as_itself_with_its_stack()
    {
        using var group = RankGroup.Cpu(3);

        var error = Assert.ThrowsExactly<FormatException>(() => group.Run(rank =>
        {
            if (rank.Index == 1)
                FailOnPurpose("only rank 1");
            rank.Control.AllGather("later", []);
        }));

        Assert.AreEqual("only rank 1", error.Message);
        StringAssert.Contains(error.StackTrace, nameof(FailOnPurpose));
    }

    [TestMethod]
    public void The_same_error_on_all_ranks_is_the_lowest_ranks()
    {
        using var group = RankGroup.Cpu(3);
        var thrown = new Exception[3];

        var error = Assert.ThrowsExactly<FormatException>(() => group.Run(rank =>
        {
            thrown[rank.Index] = new FormatException("the same");
            throw thrown[rank.Index];
        }));

        Assert.AreSame(thrown[0], error);
    }

    [TestMethod]
    public void Different_errors_come_together()
    {
        using var group = RankGroup.Cpu(3);

        var error = Assert.ThrowsExactly<AggregateException>(() => group.Run(rank =>
        {
            if (rank.Index != 1)
                FailOnPurpose($"rank {rank.Index}");
        }));

        CollectionAssert.AreEqual(
            new[] { "rank 0", "rank 2" }, error.InnerExceptions.Select(e => e.Message).ToArray());
        StringAssert.StartsWith(error.Message, "Ranks 0, 2 failed, not all for the same reason.");
    }

    [TestMethod]
    public void A_line_that_fails_in_other_threads_of_other_ranks_is_one_error()
    {
        using var group = RankGroup.Cpu(3);

        var error = Assert.ThrowsExactly<KernelException>(() => group.Run(rank => throw new KernelException(
            KernelErrorKind.Index, "Route", block: 0, thread: rank.Index, "Table.cs", 7, "Index 12 is outside [0, 12).")));

        Assert.AreEqual(7, error.Line);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    [Timeout(30_000, CooperativeCancellation = false)]
    public void Who_waits_for_a_failed_rank_learns_of_it(bool comesLater)
    {
        using var group = Watched(4, out var board, out var mail);
        var seen = new RankFailedException?[4];

        Assert.ThrowsExactly<FormatException>(() => group.Run(rank =>
        {
            rank.Control.AllGather("exchange construction", []);
            if (rank.Index == 2)
            {
                if (!comesLater)
                    Await(board, () => new[] { 0, 1, 3 }.All(other => mail.Between(other, 2).Count > 0));
                FailOnPurpose("lost");
            }

            if (comesLater)
                Await(board, () => board.IsAtFault);
            seen[rank.Index] = Assert.ThrowsExactly<RankFailedException>(() => Meet(rank, "plan 0: header", peer: 2));
            throw seen[rank.Index]!;
        }));

        foreach (int i in new[] { 0, 1, 3 })
        {
            Assert.AreEqual(2, seen[i]!.Rank);
            Assert.AreEqual("exchange construction", seen[i]!.Step);
            Assert.IsInstanceOfType<FormatException>(seen[i]!.InnerException);
            Assert.AreEqual("Rank 2 failed in step 'exchange construction': lost", seen[i]!.Message);
        }
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = false)]
    public void A_rank_that_does_not_come_is_named_with_its_last_step()
    {
        using var group = Watched(4, out var board, out _);
        group.Timeout = TimeSpan.FromMilliseconds(200);
        var seen = new Exception?[4];

        var error = Assert.ThrowsExactly<RankTimeoutException>(() => group.Run(rank =>
        {
            rank.Control.AllGather("exchange construction", []);
            if (rank.Index == 2)
                Await(board, () => board.IsAtFault);
            seen[rank.Index] = Assert.ThrowsExactly<RankTimeoutException>(() => Meet(rank, "plan 0: header", peer: 2));
            throw seen[rank.Index]!;
        }));

        Assert.AreEqual(
            "After 0.2 s in step 'plan 0: header': rank 2 has not come, last seen in step 'exchange construction'.",
            error.Message);
        CollectionAssert.AreEqual(new[] { 2 }, error.Ranks.ToArray());
        foreach (var each in seen)
            Assert.AreEqual(error.Message, each!.Message);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    [Timeout(30_000, CooperativeCancellation = false)]
    public void Who_waits_for_a_rank_that_has_left_learns_of_it_at_once(bool leavesLater)
    {
        using var group = Watched(3, out var board, out var mail);

        var error = Assert.ThrowsExactly<RankTimeoutException>(() => group.Run(rank =>
        {
            rank.Control.AllGather("exchange construction", []);
            if (rank.Index == 1)
            {
                if (leavesLater)
                    Await(board, () => new[] { 0, 2 }.All(other => mail.Between(other, 1).Count > 0));
                return;
            }

            Meet(rank, "plan 0: header", peer: 1);
        }));

        Assert.AreEqual(
            "In step 'plan 0: header': rank 1 has left, last seen in step 'exchange construction'.", error.Message);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = false)]
    public void After_a_failed_run_the_group_runs_again()
    {
        using var group = RankGroup.Cpu(3);
        for (int attempt = 0; attempt < 20; attempt++)
        {
            // Leaves an open group behind, and half a meeting or a message that nobody received.
            bool meets = attempt % 2 == 0;
            Assert.ThrowsExactly<FormatException>(() => group.Run(rank =>
            {
                if (rank.Index == 0)
                {
                    rank.Communicator.StartGroup();
                    FailOnPurpose("again");
                }

                if (meets)
                    rank.Control.AllGather("half", [1]);
                else
                    Meet(rank, "lost", peer: 0);
            }));

            int[] sums = group.Run(rank =>
            {
                Meet(rank, "next", peer: 0);
                return rank.Control.AllGather("next", [(byte)rank.Index]).Sum(payload => payload[0]);
            });
            CollectionAssert.AreEqual(new[] { 3, 3, 3 }, sums);
        }
    }

    [TestMethod]
    public void A_group_that_cannot_be_made_ends_what_it_has()
    {
        var devices = new CpuDevice[] { new(), new() };
        devices[1].Dispose();
        var ended = new List<int>();

        Assert.ThrowsExactly<ObjectDisposedException>(() => RankGroup.Create(
            2, rank => devices[rank], _ => (rank, _) => new Unconnected(rank, () => ended.Add(rank))));

        CollectionAssert.AreEquivalent(new[] { 0, 1 }, ended);
        Assert.ThrowsExactly<ObjectDisposedException>(() => devices[0].CreateStream());
    }

    /// <summary>CPU ranks, of whom is seen where they stand: who has mail for another waits for that one.</summary>
    private static RankGroup Watched(int ranks, out RankBoard board, out InProcessMail mail)
    {
        RankBoard? itsBoard = null;
        InProcessMail? itsMail = null;
        var group = RankGroup.Create(
            ranks,
            _ => new CpuDevice(),
            made =>
            {
                itsBoard = made;
                var between = itsMail = new InProcessMail(made);
                return (rank, _) => new InProcessCommunicator(rank, between);
            });
        (board, mail) = (itsBoard!, itsMail!);
        return group;
    }

    private static void Await(RankBoard board, Func<bool> isSo)
        => SpinWait.SpinUntil(() =>
        {
            lock (board.Gate)
                return isSo();
        });

    private static void FailOnPurpose(string message) => throw new FormatException(message);

    /// <summary>Sends a message to a peer, who sends one back; all others meet that peer alone.</summary>
    private static void Meet(Rank rank, string step, int peer)
    {
        using var from = rank.Device.CopyOf<int>([rank.Index]);
        using var to = rank.Device.CopyOf<int>(new int[rank.Size]);
        rank.Communicator.StartGroup();
        for (int other = 0; other < rank.Size; other++)
        {
            if (other == rank.Index || (rank.Index != peer && other != peer))
                continue;
            rank.Communicator.Send(from.Pointer, sizeof(int), other, rank.Stream);
            rank.Communicator.Receive(to.Pointer + (other * sizeof(int)), sizeof(int), other, rank.Stream);
        }

        rank.Communicator.EndGroup(step);
        if (rank.Index != peer)
            Assert.AreEqual(peer, to.ToArray()[peer]);
    }

    private sealed class Unconnected(int rank, Action end) : ICommunicator
    {
        public int Rank => rank;

        public int Size => 2;

        public void StartGroup()
        {
        }

        public void Send(nint data, long bytes, int peer, DeviceStream stream)
        {
        }

        public void Receive(nint data, long bytes, int peer, DeviceStream stream)
        {
        }

        public void EndGroup(RankStep step)
        {
        }

        public void Dispose() => end();
    }
}
