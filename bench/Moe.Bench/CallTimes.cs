using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>Times the calls that a user makes, and raw transfers of the same bytes.</summary>
internal sealed class CallTimes(ExchangeUnderTest test, RankTimer timer)
{
    /// <summary>Times them.</summary>
    public IEnumerable<Result> Measure()
    {
        var volume = test.Volume;
        var exchange = test.Exchange;
        var rawDispatch = Raw(
            volume.Dispatch, test.Packed, test.Received, volume.RowsToRank(), volume.RowsFromRank());
        var rawCombine = Raw(
            volume.Combine, test.Received, test.Returned, volume.RowsFromRank(), volume.RowsToRank());

        yield return Named("dispatch", timer.Calls(volume.PlanAndDispatch, () =>
        {
            using var plan = CreatePlan();
            using var tokens = exchange.Dispatch(plan, test.Inputs.X);
        }));
        var combine = timer.Calls(
            volume.Combine, () => exchange.Combine(test.Plan, test.Tokens.Rows, test.Combined));
        yield return Named("combine", combine) with { OfRaw = Ratio(combine, rawCombine) };
        yield return Named("plan", timer.Calls(volume.Headers, () => CreatePlan().Dispose()));
        var ready = timer.Calls(volume.Dispatch, () => exchange.Dispatch(test.Plan, test.Inputs.X).Dispose());
        yield return Named("dispatch, counts there", FirstDispatch());
        yield return Named("dispatch, ready plan", ready) with { OfRaw = Ratio(ready, rawDispatch) };
        yield return Named("raw dispatch", rawDispatch);
        yield return Named("raw combine", rawCombine);
    }

    // A plan's first, without the wait for the counts: what its host is busy with.
    private Sample FirstDispatch()
    {
        var plan = default(ExchangePlan);
        var sample = timer.Calls(
            test.Volume.Sent with { Logical = test.Volume.Dispatch.Logical },
            () => test.Exchange.Dispatch(plan, test.Inputs.X).Dispose(),
            prepare: () =>
            {
                plan.Dispose();
                plan = CreatePlan();
                _ = plan.Counts;
            });
        plan.Dispose();
        return sample;
    }

    private ExchangePlan CreatePlan() => test.Exchange.CreatePlan(test.Inputs.TopkIndices, test.Inputs.TopkWeights);

    private unsafe Sample Raw(
        Traffic traffic,
        DeviceRowsView<BFloat16> source,
        DeviceRowsSpan<BFloat16> target,
        long[] sends,
        long[] receives)
    {
        nint from = (nint)source.Data;
        nint to = (nint)target.Data;
        return timer.Calls(traffic, () => RawTransfers.Run(test.Rank, from, to, sends, receives));
    }

    private Result Named(string what, Sample sample) => Result.Of(what, sample, test.Case);

    private static double? Ratio(Sample sample, Sample raw)
        => raw.Traffic.Wire > 0 ? Math.Round(sample.Microseconds / raw.Microseconds, 2) : null;
}
