namespace Moe.Runtime.Tests.Joined;

[TestClass]
public sealed class RankProcessTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(120_000, CooperativeCancellation = false)]
    public void A_process_that_is_killed_in_the_middle_of_exchanges_is_named_by_the_others(int victim)
    {
        var ranks = Start(3);

        ranks[victim].Kill();

        foreach (var rank in ranks.Where((_, i) => i != victim))
        {
            StringAssert.StartsWith(rank.ReadLine(), $"rank {victim} failed: Rank {victim} failed in step '");
            Assert.AreEqual(3, rank.Wait());
        }

        Array.ForEach(ranks, rank => rank.Dispose());
    }

    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = false)]
    public void A_process_that_stops_coming_is_named_by_the_others()
    {
        var ranks = Start(3, "2");

        foreach (var rank in ranks[..2])
        {
            string line = rank.ReadLine()!;
            StringAssert.StartsWith(line, "rank 2 late: After 10 s in step '");
            StringAssert.Contains(line, "rank 2 has not come, last seen in step '");
            Assert.AreEqual(4, rank.Wait());
        }

        Array.ForEach(ranks, rank => rank.Dispose());
    }

    private static RankProcess[] Start(int size, params string[] arguments)
    {
        int port = Processes.FreePort();
        var ranks = Enumerable.Range(0, size).Select(rank => new RankProcess(rank, size, port, arguments)).ToArray();
        foreach (var rank in ranks)
            Assert.AreEqual("exchanged", rank.ReadLine());
        return ranks;
    }
}
