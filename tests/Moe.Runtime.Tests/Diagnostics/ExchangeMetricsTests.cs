using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Moe.Conformance.Routings;

namespace Moe.Runtime.Tests.Diagnostics;

[TestClass]
public sealed class ExchangeMetricsTests
{
    [TestMethod]
    public void Choices_are_counted_where_they_are_made_and_where_they_arrive()
    {
        using var made = Collect<long>("moe.exchange.choices.made");
        using var arrived = Collect<long>("moe.exchange.choices.arrived");

        SmallExchange.Run(rounds: 3);

        Assert.AreEqual((6L, 6L), PerRank(made), "A plan counts once, however many tensors go under it.");
        Assert.AreEqual((6L, 4L), PerRank(arrived));
    }

    [TestMethod]
    public void What_became_of_choices_is_told_by_the_rank_whose_they_are()
    {
        using var made = Collect<long>("moe.exchange.choices.made");
        using var group = RankGroup.Cpu(2);
        group.Run(rank =>
        {
            // Rank 0 has a masked choice and two light ones, rank 1 two masked ones.
            int[] experts = rank.Index == 0 ? [0, -1, 1, 2] : [-1, 3, -1, 2];
            float[] weights = rank.Index == 0 ? [0.9f, 0.9f, 0.1f, 0.2f] : [0.1f, 0.5f, 0.9f, 0.5f];
            using var ids = rank.Device.CopyOfRows<int>(experts, width: 2);
            using var weighed = rank.Device.CopyOfRows<float>(weights, width: 2);
            using var exchange = new ExpertExchange<ThresholdRouting, float>(
                rank, new ThresholdRouting(2, 0.3f), new ExchangeOptions { Experts = 4, TopK = 2, Hidden = 1 });
            using var plan = exchange.CreatePlan(ids, weighed);
            _ = plan.Counts;
        });

        Assert.AreEqual((1L, 2L), PerRank(made, ("moe.exchange.choice.outcome", "sent")));
        Assert.AreEqual((1L, 2L), PerRank(made, ("moe.exchange.choice.outcome", "masked")));
        Assert.AreEqual((2L, 0L), PerRank(made, ("moe.exchange.choice.outcome", "dropped")));
    }

    [TestMethod]
    public void Rows_are_those_between_ranks()
    {
        using var rows = Collect<long>("moe.exchange.rows");

        SmallExchange.Run(rounds: 2);

        Assert.AreEqual((4L, 4L), PerRank(rows, ("moe.exchange.step", "dispatch"), ("network.io.direction", "transmit")));
        Assert.AreEqual((4L, 4L), PerRank(rows, ("moe.exchange.step", "dispatch"), ("network.io.direction", "receive")));
        Assert.AreEqual((4L, 4L), PerRank(rows, ("moe.exchange.step", "combine"), ("network.io.direction", "transmit")));
        Assert.AreEqual((4L, 4L), PerRank(rows, ("moe.exchange.step", "combine"), ("network.io.direction", "receive")));
    }

    [TestMethod]
    public void Wire_bytes_are_what_the_communicator_was_given_call_by_call()
    {
        using var bytes = Collect<long>("moe.exchange.wire.io");
        var given = new ConcurrentDictionary<(int, string, string), long>();

        SmallExchange.Run(rounds: 2, between: (call, communicator) =>
        {
            Count("transmit", communicator.Sent);
            Count("receive", communicator.Received);
            void Count(string direction, long count)
                => given.AddOrUpdate((communicator.Rank, call, direction), count, (_, before) => before + count);
        });

        Assert.HasCount(12, given);
        foreach (var ((rank, call, direction), count) in given)
        {
            Assert.IsGreaterThan(0, count);
            Assert.AreEqual(
                count,
                Sum(bytes, ("moe.rank", rank), ("moe.exchange.step", call), ("network.io.direction", direction)),
                $"rank {rank}: {call} {direction}");
        }
    }

    [TestMethod]
    public void Logical_bytes_are_a_row_for_each_choice_wherever_from()
    {
        using var bytes = Collect<long>("moe.exchange.logical.io");

        SmallExchange.Run();

        var expected = (6L * SmallExchange.RowBytes, 4L * SmallExchange.RowBytes);
        Assert.AreEqual(expected, PerRank(bytes, ("moe.exchange.step", "dispatch")));
        Assert.AreEqual(expected, PerRank(bytes, ("moe.exchange.step", "combine")));
    }

    [TestMethod]
    public void Every_call_is_timed_once()
    {
        using var seconds = Collect<double>("moe.exchange.step.duration");

        SmallExchange.Run(rounds: 2);

        Assert.AreEqual("s", seconds.Instrument!.Unit);
        CollectionAssert.AreEquivalent(
            new[] { "combine", "combine", "dispatch", "dispatch", "plan" }, Names(seconds, "moe.exchange.step", rank: 1));
        Assert.IsTrue(seconds.GetMeasurementSnapshot().All(measured => measured.Value > 0));
    }

    [TestMethod]
    public void Every_stage_is_timed_in_its_order()
    {
        using var seconds = Collect<double>("moe.exchange.stage.duration");

        SmallExchange.Run(rounds: 2);

        string[] round = ["pack", "counts", "send", "arrange", "weigh", "send_back", "sum"];
        CollectionAssert.AreEqual(
            (string[])["count", "headers", .. round, .. round], Names(seconds, "moe.exchange.stage", rank: 0));
        Assert.IsTrue(seconds.GetMeasurementSnapshot().All(measured => measured.Value >= 0));
    }

    [TestMethod]
    public void Stages_of_a_call_take_no_longer_than_the_call()
    {
        using var stages = Collect<double>("moe.exchange.stage.duration");
        using var steps = Collect<double>("moe.exchange.step.duration");

        SmallExchange.Run();

        foreach (var call in (string[])["plan", "dispatch", "combine"])
        {
            // Whole ticks: adding seconds rounds.
            Assert.IsLessThanOrEqualTo(
                TimeSpan.FromSeconds(Sum(steps, ("moe.rank", 0), ("moe.exchange.step", call))).Ticks,
                TimeSpan.FromSeconds(Sum(stages, ("moe.rank", 0), ("moe.exchange.step", call))).Ticks, call);
        }
    }

    [TestMethod]
    public void A_call_that_fails_is_not_counted_and_the_next_is_timed_anew()
    {
        using var steps = Collect<double>("moe.exchange.step.duration");
        using var stages = Collect<double>("moe.exchange.stage.duration");
        using var group = RankGroup.Cpu(1);
        group.Run(rank =>
        {
            using var wrong = rank.Device.CopyOfRows<int>([9], width: 1);
            using var right = rank.Device.CopyOfRows<int>([1], width: 1);
            using var weights = rank.Device.CopyOfRows<float>([1], width: 1);
            using var x = rank.Device.AllocateRows<float>(1, width: 1);
            using var exchange = new ExpertExchange<PlainBlockRouting, float>(
                rank, new PlainBlockRouting(2), new ExchangeOptions { Experts = 2, TopK = 1, Hidden = 1 });
            foreach (var ids in (DeviceRows<int>[])[wrong, right])
            {
                using var plan = exchange.CreatePlan(ids, weights);
                if (ids == wrong)
                    Assert.ThrowsExactly<RoutingException>(() => exchange.Dispatch(plan, x));
                else
                    exchange.Dispatch(plan, x).Dispose();
            }
        });

        CollectionAssert.AreEqual(new[] { "plan", "plan", "dispatch" }, Names(steps, "moe.exchange.step", rank: 0));
        CollectionAssert.AreEqual(
            new[] { "count", "headers", "count", "headers", "pack", "counts", "send", "arrange" },
            Names(stages, "moe.exchange.stage", rank: 0));
    }

    private static MetricCollector<T> Collect<T>(string name)
        where T : struct
        => new(meterScope: null, MoeTelemetry.MeterName, name);

    private static (long, long) PerRank(MetricCollector<long> collector, params (string, object?)[] tags)
        => (Sum(collector, [("moe.rank", 0), .. tags]), Sum(collector, [("moe.rank", 1), .. tags]));

    private static T Sum<T>(MetricCollector<T> collector, params (string Key, object? Value)[] tags)
        where T : struct, System.Numerics.INumber<T>
        => collector.GetMeasurementSnapshot()
            .Where(measured => Array.TrueForAll(tags, tag => Equals(measured.Tags[tag.Key], tag.Value)))
            .Aggregate(T.Zero, (sum, measured) => sum + measured.Value);

    private static string[] Names(MetricCollector<double> collector, string tag, int rank)
        => [.. collector.GetMeasurementSnapshot()
            .Where(measured => Equals(measured.Tags["moe.rank"], rank))
            .Select(measured => (string)measured.Tags[tag]!)];
}
