using Moe.Runtime;

namespace Moe.Report.Tests;

[TestClass]
public sealed class SummaryTests
{
    [TestMethod]
    public void Amounts_are_means_over_the_plans()
    {
        var summary = Merge.Of(Traces.TwoRanks())[0];

        CollectionAssert.AreEqual(new double[] { 5, 6 }, summary.Rows[0]);
        CollectionAssert.AreEqual(new double[] { 8, 15.5 }, summary.Rows[1]);
        CollectionAssert.AreEqual(new double[] { 10, 4 }, summary.Load[0]);
        CollectionAssert.AreEqual(new double[] { 21, 21 }, summary.Load[1]);
        Assert.AreEqual(2, summary.Plans);
        Assert.AreEqual(30, summary.Tokens);
        Assert.AreEqual((6 + 8) * 16, summary.WireBytes, "What stays is on no wire.");
        Assert.AreEqual(56 * 16, summary.LogicalBytes);
    }

    [TestMethod]
    public void Masked_and_dropped_choices_are_told_apart_by_the_rank_whose_they_are()
    {
        // Of 60 choices a plan 56 arrive, on the mean of two plans.
        var made = Merge.Of(Traces.TwoRanks())[0].Made;

        Assert.AreEqual(new ChoiceSummary(Made: 20, Masked: 1, Dropped: 0), made[0]);
        Assert.AreEqual(new ChoiceSummary(Made: 40, Masked: 1.5, Dropped: 1.5), made[1]);
        Assert.IsNull(Merge.Of(Traces.TwoRanks()[..1])[0].Made[1], "A rank that is not in the trace has told nothing.");
    }

    [TestMethod]
    public void The_rank_that_loses_most_is_named()
    {
        var figures = KeyFigure.Of(Merge.Of(Traces.TwoRanks())[0]).ToArray();

        Assert.Contains(new KeyFigure("Masked", "4.2 %", "of choices, by the gate; 5 % of rank 0's"), figures);
        Assert.Contains(new KeyFigure("Dropped", "2.5 %", "of choices, by the routing; 3.8 % of rank 1's"), figures);
        Assert.Contains(
            new KeyFigure("Dropped", "0 %", "of choices, by the routing"), KeyFigure.Of(Merge.Of(Traces.Even(2))[0]));
    }

    [TestMethod]
    public void The_busiest_are_told_against_the_mean()
    {
        var summary = Merge.Of(Traces.TwoRanks())[0];

        Assert.AreEqual((21.0 / 14, 1, 0), summary.BusiestExpert);
        Assert.AreEqual((42.0 / 28, 1), summary.BusiestRank);
    }

    [TestMethod]
    public void Replicas_make_more_places_than_experts()
    {
        var records = Traces.TwoRanks().Select(record => record with { Experts = 3 }).ToArray();

        Assert.AreEqual("2 ranks · 3 experts in 4 places · top 2 · rows of 4 Single · ByExpert", Headline.Shape(Merge.Of(records)[0]));
    }

    [TestMethod]
    public void A_stage_is_the_median_of_a_ranks_calls()
    {
        var send = Merge.Of(Traces.TwoRanks())[0].Stages.Single(stage => stage.Stage == "send");

        Assert.AreEqual(40e-6, send.Seconds[0]!.Value, 1e-12);
        Assert.AreEqual(80e-6, send.Seconds[1]!.Value, 1e-12);
    }

    [TestMethod]
    public void A_call_is_as_slow_as_its_slowest_rank()
    {
        var steps = Merge.Of(Traces.TwoRanks())[0].Steps;

        CollectionAssert.AreEqual(new[] { "plan", "dispatch", "combine" }, steps.Select(step => step.Step).ToArray());
        Assert.AreEqual(6e-6, steps[0].Seconds!.Value, 1e-12);

        // Rank 1's calls took 10 + 60 + 5 and 12 + 100 + 5.
        Assert.AreEqual((75e-6 + 117e-6) / 2, steps[1].Seconds!.Value, 1e-12);
        Assert.AreEqual(2, steps[1].Calls);
        Assert.AreEqual(50e-6, steps[2].Seconds!.Value, 1e-12);
    }

    [TestMethod]
    public void A_rank_that_is_not_in_the_trace_is_missing_and_not_zero()
    {
        var summary = Merge.Of(Traces.TwoRanks()[1..])[0];

        CollectionAssert.AreEqual(new[] { 0 }, summary.Missing.ToArray());
        Assert.IsNull(summary.Rows[0]);
        Assert.IsNull(summary.Load[0]);
        Assert.AreEqual(8 * 16, summary.WireBytes);
        Assert.AreEqual((1.0, 1, 0), summary.BusiestExpert);
    }

    [TestMethod]
    public void Without_plans_and_steps_there_is_nothing_to_say_and_no_error()
    {
        var summary = Merge.Of([Traces.Record(0, [], slow: 1) with { Steps = [] }])[0];

        Assert.IsNull(summary.BusiestExpert);
        Assert.IsNull(summary.BusiestRank);
        Assert.IsEmpty(summary.Stages);
        Assert.IsEmpty(summary.Steps);
        Assert.AreEqual(0, summary.WireBytes);
    }

    [TestMethod]
    public void Exchanges_are_told_apart_in_their_order()
    {
        var second = Traces.TwoRanks().Select(record => record with { Exchange = 2, Experts = 6 });

        var summaries = Merge.Of([.. second, .. Traces.TwoRanks()]);

        CollectionAssert.AreEqual(new[] { 1, 2 }, summaries.Select(summary => summary.Any.Exchange).ToArray());
    }

    [TestMethod]
    public void Traces_that_do_not_belong_together_are_refused()
    {
        var ranks = Traces.TwoRanks();

        Refuses("The trace is empty: no exchange was used while it was recorded.");
        Refuses("Rank 0 is there twice. Give each rank's trace once.", ranks[0], ranks[1], ranks[0]);
        Refuses(
            "Rank 0 and rank 1 are of different exchanges. Give traces of one run.", ranks[0], ranks[1] with { Hidden = 8 });
        Refuses(
            "Rank 0 and rank 1 are of different exchanges. Give traces of one run.",
            ranks[0], ranks[1] with { ExpertsOnRank = [1, 3] });

        static void Refuses(string message, params ExchangeRecord[] records)
            => Assert.AreEqual(message, Assert.ThrowsExactly<InvalidDataException>(() => Merge.Of(records)).Message);
    }

    [TestMethod]
    [DataRow(0, "0 B", "0 µs")]
    [DataRow(999, "999 B", "999 s")]
    [DataRow(1234, "1.23 kB", "1234 s")]
    [DataRow(45_678_901, "45.7 MB", null)]
    [DataRow(1.5e12, "1500 GB", null)]
    [DataRow(0.0123, null, "12.3 ms")]
    [DataRow(0.00000456, null, "4.56 µs")]
    public void Amounts_have_three_digits_and_a_unit(double amount, string? bytes, string? time)
    {
        if (bytes is not null)
            Assert.AreEqual(bytes, Unit.Bytes(amount));
        if (time is not null)
            Assert.AreEqual(time, Unit.Time(amount));
    }

    [TestMethod]
    [DataRow("App.Routings.BlockRouting", "BlockRouting")]
    [DataRow("BlockRouting", "BlockRouting")]
    [DataRow("App.Outer+Inner", "Inner")]
    [DataRow("App.Generic`1[System.Int32]", "Generic`1[System.Int32]")]
    public void Names_lose_their_namespaces(string name, string expected) => Assert.AreEqual(expected, ShortName.Of(name));
}
