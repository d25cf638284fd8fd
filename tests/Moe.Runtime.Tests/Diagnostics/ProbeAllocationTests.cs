using System.Diagnostics.Metrics;

namespace Moe.Runtime.Tests.Diagnostics;

[TestClass]
public sealed class ProbeAllocationTests
{
    private const int Rounds = 1000;

    [TestMethod]
    public void Nothing_is_allocated_when_nobody_listens() => Assert.AreEqual(0, AllocatedBy(Rounds));

    [TestMethod]
    public void Nothing_is_allocated_for_metrics_in_a_steady_state()
    {
        long heard = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == MoeTelemetry.MeterName)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => heard++);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        listener.Start();

        Assert.AreEqual(0, AllocatedBy(Rounds));
        Assert.IsGreaterThan(Rounds, heard);
    }

    // What an exchange calls for a plan, a dispatch and a combine.
    private static long AllocatedBy(int rounds)
    {
        using var group = RankGroup.Cpu(1);
        return group.Run(rank =>
        {
            var shape = ExchangeShape.OfEqualRanks<Conformance.Routings.PlainBlockRouting>(SmallExchange.Options, ranks: 1);
            var counts = new CountTables(shape);
            using var probe = new ExchangeProbe(
                rank, rank.Stream, ExchangeDescription.Of<Conformance.Routings.PlainBlockRouting, float>(shape), loggers: null);
            Observe(3);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Observe(rounds);
            return GC.GetAllocatedBytesForCurrentThread() - before;

            void Observe(int times)
            {
                for (int plan = 1; plan <= times; plan++)
                {
                    using (var step = probe.Begin(ExchangeStep.Plan, plan))
                    {
                        probe.Mark(ExchangeStage.Count);
                        step.CompletePlan(tokens: 3);
                    }

                    using (var step = probe.Begin(ExchangeStep.Dispatch, plan))
                    {
                        probe.Mark(ExchangeStage.Pack);
                        step.CompleteDispatch(counts, withRecords: true);
                    }

                    using (var step = probe.Begin(ExchangeStep.Combine, plan))
                    {
                        probe.Mark(ExchangeStage.Sum);
                        step.CompleteCombine(counts);
                    }
                }
            }
        })[0];
    }
}
