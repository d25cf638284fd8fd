using Moe.TestRank;

namespace Moe.Conformance;

/// <summary>
/// Ranks that are processes: what each is told when one fails, and that those which live can make another group.
/// </summary>
public abstract class RankProcessTests
{
    private const int Milliseconds = 300_000;

    /// <summary>R; inconclusive where so many cannot be.</summary>
    protected abstract int Ranks { get; }

    /// <summary>The program's word for what ranks have.</summary>
    protected abstract string DeviceKind { get; }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void A_process_that_is_killed_in_the_middle_of_exchanges_is_named_by_the_others(int victim)
    {
        using var ranks = Start("forever");

        ranks[victim].Kill();

        foreach (int rank in ranks.Others(victim))
        {
            StringAssert.StartsWith(ranks[rank].ReadLine(), $"rank {victim} failed: Rank {victim} failed in step '");
            Assert.AreEqual(3, ranks[rank].Wait());
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void A_process_that_stops_coming_is_named_by_the_others(int culprit)
    {
        using var ranks = Start("stop", culprit);

        foreach (int rank in ranks.Others(culprit))
        {
            string line = ranks[rank].ReadLine()!;
            StringAssert.StartsWith(line, $"rank {culprit} late: After 5 s in step 'plan 2: headers': ");
            StringAssert.EndsWith(line, $"rank {culprit} has not come, last seen in step 'plan 1: combine'.");
            Assert.AreEqual(4, ranks[rank].Wait());
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void What_a_process_throws_is_told_to_the_others(int culprit)
    {
        using var ranks = Start("throw", culprit);

        Assert.AreEqual("threw: thrown on purpose", ranks[culprit].ReadLine());
        foreach (int rank in ranks.Others(culprit))
        {
            Assert.AreEqual(
                $"rank {culprit} failed: Rank {culprit} failed in step 'plan 1: combine': thrown on purpose",
                ranks[rank].ReadLine());
        }

        MakeAnotherGroup(ranks);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Tokens_of_a_wrong_shape_are_told_to_the_others(int culprit)
    {
        using var ranks = Start("shape", culprit);

        string own = ranks[culprit].ReadLine()!;
        StringAssert.StartsWith(own, "threw: x has rows of 129; the exchange's H is 128.");
        foreach (int rank in ranks.Others(culprit))
        {
            string line = ranks[rank].ReadLine()!;
            StringAssert.StartsWith(
                line, $"rank {culprit} failed: Rank {culprit} failed in step 'plan 2: headers': x has rows of 129;");
        }

        MakeAnotherGroup(ranks);
    }

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Options_that_differ_are_the_same_error_on_all()
    {
        using var ranks = Start("options", 1);

        for (int rank = 0; rank < ranks.Count; rank++)
        {
            string line = ranks[rank].ReadLine()!;
            StringAssert.StartsWith(line, "threw: The ranks disagree on Hidden: rank 0: 128, rank 1: 129");
        }

        MakeAnotherGroup(ranks);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Calls_that_differ_are_an_error_on_all_that_names_the_step(int culprit)
    {
        using var ranks = Start("call", culprit);

        for (int rank = 0; rank < ranks.Count; rank++)
        {
            string line = ranks[rank].ReadLine()!;
            StringAssert.StartsWith(line, "mismatch: ");
            StringAssert.Contains(line, $"ank {culprit}");
            StringAssert.Contains(line, "plan 2: ");
        }

        MakeAnotherGroup(ranks);
    }

    [TestMethod]
    [Timeout(Milliseconds, CooperativeCancellation = false)]
    public void Without_a_fault_all_end_well()
    {
        using var ranks = Start("none");

        for (int rank = 0; rank < ranks.Count; rank++)
        {
            Assert.AreEqual("ended", ranks[rank].ReadLine());
            Assert.AreEqual(0, ranks[rank].Wait());
        }
    }

    private static void MakeAnotherGroup(StartedRanks ranks)
    {
        ranks.AwaitExchange();
        for (int rank = 0; rank < ranks.Count; rank++)
        {
            Assert.AreEqual("ended", ranks[rank].ReadLine());
            Assert.AreNotEqual(0, ranks[rank].Wait());
        }
    }

    private StartedRanks Start(string misdeed, int culprit = -1)
    {
        var ranks = new StartedRanks(RankProcess.Start(Ranks, DeviceKind, misdeed, $"{culprit}"));
        ranks.AwaitExchange();
        return ranks;
    }

    /// <summary>Processes that end with the test.</summary>
    private sealed class StartedRanks(RankProcess[] ranks) : IDisposable
    {
        public int Count => ranks.Length;

        public RankProcess this[int rank] => ranks[rank];

        public IEnumerable<int> Others(int rank) => Enumerable.Range(0, Count).Where(other => other != rank);

        public void AwaitExchange()
        {
            foreach (var rank in ranks)
                StringAssert.StartsWith(rank.ReadLine(), "exchanged on ");
        }

        public void Dispose() => Array.ForEach(ranks, rank => rank.Dispose());
    }
}
