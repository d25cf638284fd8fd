using System.Net;
using System.Net.Sockets;

namespace Moe.Runtime.Tests.Joined;

[TestClass]
public sealed class RendezvousTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void A_rank_that_never_comes_is_named_to_those_that_have()
    {
        int port = Processes.FreePort();

        var errors = Join(port, [0, 1, 3], 4, Short);

        foreach (var error in errors)
        {
            Assert.IsInstanceOfType<RankTimeoutException>(error);
            Assert.AreEqual(
                $"After 1 s, of 4 ranks these have not come to 127.0.0.1:{port}: 2.", error.Message);
            CollectionAssert.AreEqual(new[] { 2 }, ((RankTimeoutException)error).Ranks.ToArray());
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Rank_0_that_never_comes_is_named()
    {
        int port = Processes.FreePort();

        var error = (RankTimeoutException)Join(port, [1], 2, Short)[0]!;

        StringAssert.StartsWith(error.Message, $"After 1 s, rank 0 has not come to 127.0.0.1:{port}: ");
        CollectionAssert.AreEqual(new[] { 0 }, error.Ranks.ToArray());
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Another_token_is_refused_and_the_others_are_told_so()
    {
        int port = Processes.FreePort();

        var errors = Processes.Each([0, 1], rank =>
        {
            using var group = Enter(Processes.Place(rank, 2, port, $"token {rank}"), Short);
        });

        Assert.IsInstanceOfType<RankTimeoutException>(errors[0]);
        StringAssert.EndsWith(errors[0]!.Message, ": 1; 1 connections were refused, their token being another.");
        Assert.IsInstanceOfType<RendezvousException>(errors[1]);
        Assert.AreEqual(
            $"Rank 0 at 127.0.0.1:{port} has refused rank 1: its MOE_RENDEZVOUS_TOKEN is another.", errors[1]!.Message);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void The_same_token_is_let_in()
    {
        int port = Processes.FreePort();

        var errors = Processes.Each([0, 1], rank =>
        {
            using var group = Enter(Processes.Place(rank, 2, port, "secret"), Processes.Timeout);
            group.Run(r => { r.Control.AllGather("meet", []); });
        });

        Assert.IsTrue(errors.All(error => error is null), string.Join("\n", errors.AsEnumerable()));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Another_number_of_ranks_is_an_error_on_all()
    {
        int port = Processes.FreePort();

        var errors = Processes.Each([0, 1], rank =>
        {
            using var group = Enter(Processes.Place(rank, 3 + rank, port), Processes.Timeout);
        });

        foreach (var error in errors)
        {
            Assert.IsInstanceOfType<RankMismatchException>(error);
            Assert.AreEqual("Rank 1 says that there are 4 ranks, rank 0 that there are 3.", error.Message);
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void A_rank_that_is_there_twice_is_an_error_on_all()
    {
        int port = Processes.FreePort();

        foreach (var error in Join(port, [0, 1, 1], 3, Processes.Timeout))
        {
            Assert.IsInstanceOfType<RankMismatchException>(error);
            Assert.AreEqual("Two processes say that they are rank 1 of 3.", error.Message);
        }
    }

    [TestMethod]
    public void A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = Assert.ThrowsExactly<RendezvousException>(
            () => RankGroup.JoinAt(Processes.Place(0, 2, port), new CpuDevice(), Processes.Timeout));

        StringAssert.StartsWith(error.Message, $"Rank 0 cannot listen on port {port}: ");
        StringAssert.Contains(error.Message, "MASTER_PORT");
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void What_is_no_rank_is_said_to_be_none()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var speech = Task.Run(() =>
        {
            using var client = other.AcceptTcpClient();
            client.GetStream().Write(new byte[100]);
        });

        var error = Assert.ThrowsExactly<RendezvousException>(
            () => RankGroup.JoinAt(Processes.Place(1, 2, port), new CpuDevice(), Processes.Timeout));

        StringAssert.StartsWith(error.Message, $"What listens at 127.0.0.1:{port} is not rank 0");
        speech.Wait();
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public void Strangers_who_keep_silent_or_hang_up_keep_nobody_out()
    {
        int port = Processes.FreePort();
        var strangers = new List<TcpClient>();
        var errors = Processes.Each([0, 1, 2], rank =>
        {
            if (rank == 2)
            {
                strangers.Add(Connect(port));
                Connect(port).Dispose();
                Processes.Each([1], _ => Meet(1, port));
                return;
            }

            if (rank == 0)
                Meet(0, port);
        });
        strangers.ForEach(stranger => stranger.Dispose());

        Assert.IsTrue(errors.All(error => error is null), string.Join("\n", errors.AsEnumerable()));

        static void Meet(int rank, int port)
        {
            using var group = Enter(Processes.Place(rank, 2, port), Processes.Timeout);
            group.Run(r => { r.Control.AllGather("meet", []); });
        }
    }

    [TestMethod]
    public void The_timeout_is_above_zero()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => RankGroup.JoinAt(Processes.Place(0, 1, Processes.FreePort()), new CpuDevice(), TimeSpan.Zero));

    private static Exception?[] Join(int port, int[] ranks, int size, TimeSpan timeout)
        => Processes.Each(ranks, rank =>
        {
            using var group = Enter(Processes.Place(rank, size, port), timeout);
        });

    private static RankGroup Enter(Rendezvous place, TimeSpan timeout)
        => RankGroup.JoinAt(place, new CpuDevice(), timeout);

    private static TcpClient Connect(int port)
    {
        while (true)
        {
            try
            {
                return new TcpClient("127.0.0.1", port);
            }
            catch (SocketException)
            {
                // Nobody listens yet.
                Thread.Sleep(10);
            }
        }
    }
}
