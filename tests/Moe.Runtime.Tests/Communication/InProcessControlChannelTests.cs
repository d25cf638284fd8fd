namespace Moe.Runtime.Tests;

[TestClass]
public sealed class InProcessControlChannelTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(8)]
    public void Every_rank_gets_every_payload_by_rank(int ranks)
    {
        using var group = RankGroup.Cpu(ranks);

        group.Run(rank =>
        {
            for (int round = 0; round < 50; round++)
            {
                var gathered = rank.Control.AllGather($"round {round}", Payload(rank.Index, round));
                Assert.HasCount(ranks, gathered);
                for (int r = 0; r < ranks; r++)
                    CollectionAssert.AreEqual(Payload(r, round), gathered[r]);
            }
        });

        static byte[] Payload(int rank, int round) => [.. Enumerable.Repeat((byte)(rank + round), rank * 3)];
    }

    [TestMethod]
    public void Ranks_at_different_steps_are_an_error_that_names_both()
    {
        using var group = RankGroup.Cpu(2);

        var error = Assert.ThrowsExactly<RankMismatchException>(
            () => group.Run(rank => { rank.Control.AllGather($"step of {rank.Index}", []); }));

        StringAssert.Contains(error.Message, "'step of 0'");
        StringAssert.Contains(error.Message, "'step of 1'");
    }
}
