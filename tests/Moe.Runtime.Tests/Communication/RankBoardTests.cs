namespace Moe.Runtime.Tests;

/// <summary>What ranks are told that come to different steps, or whose devices do not finish one.</summary>
[TestClass]
public sealed class RankBoardTests
{
    private readonly RankBoard _board = new(3) { Timeout = TimeSpan.FromSeconds(2) };

    [TestMethod]
    public void Who_comes_to_another_step_than_the_first_is_told_before_it_does_anything()
    {
        Arrive(new RankStep("dispatch", 4), new RankStep("dispatch", 4), null);

        const string message = "Rank 0 is at step 'plan 4: dispatch', rank 2 at step 'plan 4: combine': "
            + "all ranks meet in the same order.";
        Assert.AreEqual(message, ThrownFor(2, new RankStep("combine", 4)).Message);
        Assert.AreEqual(message, ThrownFor(0, new RankStep("combine", 4)).Message);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(255)]
    public void Ranks_may_be_far_apart_and_are_compared_all_the_same(int ahead)
    {
        _board.Begin();
        lock (_board.Gate)
        {
            for (int i = 0; i < ahead; i++)
                _board.Arrive(0, new RankStep("dispatch", i));
            for (int i = 0; i < ahead - 1; i++)
                _board.Arrive(1, new RankStep("dispatch", i));
        }

        ThrownFor(1, new RankStep("dispatch", ahead));
    }

    [TestMethod]
    public void A_call_that_only_one_rank_has_made_is_told_at_the_end_of_the_run()
    {
        Arrive(new RankStep("dispatch", 4), new RankStep("dispatch", 4), new RankStep("dispatch", 4));
        _board.EndRun();
        Arrive(new RankStep("dispatch", 4), new RankStep("dispatch", 4), null);

        Assert.AreEqual(
            "The run has ended, but rank 0 has come to 1 steps, the last of them 'plan 4: dispatch', and rank 2 to 0: all ranks "
            + "make the same calls.",
            Assert.ThrowsExactly<RankMismatchException>(_board.EndRun).Message);
    }

    [TestMethod]
    public void A_run_that_begins_knows_nothing_of_one_before()
    {
        Arrive("here", null, null);
        Assert.AreEqual(1, Arrive("there", "there", "there"));
    }

    [TestMethod]
    public void A_rank_that_has_not_come_is_named()
    {
        long arrival = Arrive("here", "here", null);

        var error = Blamed<RankTimeoutException>("here", arrival);

        Assert.AreEqual("After 2 s in step 'here': rank 2 has not come, last seen in step 'start'.", error.Message);
        CollectionAssert.AreEqual(new[] { 2 }, error.Ranks.ToArray());
    }

    [TestMethod]
    public void Where_all_came_to_one_step_it_is_their_devices()
    {
        long arrival = Arrive("here", "here", "here");
        lock (_board.Gate)
            _board.Arrive(1, "further");

        Assert.AreEqual(
            "After 2 s in step 'here': all ranks have come, but their devices have not finished it.",
            Blamed<RankTimeoutException>("here", arrival).Message);
    }

    private long Arrive(params RankStep?[] steps)
    {
        _board.Begin();
        lock (_board.Gate)
        {
            for (int rank = 0; rank < steps.Length; rank++)
            {
                if (steps[rank] is { } step)
                    Assert.AreEqual(1, _board.Arrive(rank, step));
            }
        }

        return 1;
    }

    private RankMismatchException ThrownFor(int rank, RankStep step)
    {
        lock (_board.Gate)
            return Assert.ThrowsExactly<RankMismatchException>(() => _board.Arrive(rank, step));
    }

    private TException Blamed<TException>(RankStep step, long arrival)
        where TException : Exception
    {
        lock (_board.Gate)
        {
            _board.BlameUnfinished(step, arrival);
            return Assert.ThrowsExactly<TException>(_board.ThrowIfAtFault);
        }
    }
}
