namespace Moe.Runtime.Tests;

/// <summary>What ranks are told whose devices do not finish a step.</summary>
[TestClass]
public sealed class RankBoardTests
{
    private readonly RankBoard _board = new(3) { Timeout = TimeSpan.FromSeconds(2) };

    [TestMethod]
    public void Ranks_that_came_to_different_steps_are_named_with_them()
    {
        long arrival = Arrive(new RankStep("dispatch", 4), new RankStep("dispatch", 4), new RankStep("combine", 4));

        Assert.AreEqual(
            "After 2 s in step 'plan 4: dispatch': rank 0 is at step 'plan 4: dispatch', rank 2 at step "
            + "'plan 4: combine': all ranks meet in the same order.",
            Blamed<RankMismatchException>("plan 4: dispatch", arrival).Message);
    }

    [TestMethod]
    public void A_rank_that_has_not_come_is_named_before_those_that_came_elsewhere()
    {
        long arrival = Arrive("here", "there", null);

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
