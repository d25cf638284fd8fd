using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Bench;

/// <summary>Times each stage of an exchange by itself, on the tables of a real plan.</summary>
internal sealed class StageTimes(ExchangeUnderTest test, RankTimer timer, BenchMemory memory)
{
    private readonly PlanStep<BenchRouting> _plan = new(test.Exchange.Context);
    private readonly DispatchStep<BenchRouting, BFloat16> _dispatch = new(test.Exchange.Context);
    private readonly CombineStep<BenchRouting, BFloat16> _combine = new(test.Exchange.Context);

    /// <summary>Times them, in the order of an exchange: each works on what the one before has left.</summary>
    public IEnumerable<Result> Measure()
    {
        var volume = test.Volume;
        var state = test.State;
        var stream = test.Rank.Stream;
        var choices = new GateChoices { LongIds = state.ExpertIds, SingleWeights = state.Weights };
        yield return Kernels("count", default, () => _plan.Count(state, choices));
        yield return Calls("header", volume.Headers, () => _plan.ExchangeHeaders(state));
        if (test.Rank.Size > 1)
        {
            yield return Kernels(
                "pack", volume.Pack, () => _dispatch.Pack(stream, state, test.Inputs.X, state.SendRow, test.Packed));
        }

        yield return Kernels(
            "pack with records", default,
            () => _dispatch.PackWithRecords(state, test.Inputs.X, test.Packed, test.PackedRecords));

        bool inPlace = test.Case.Layout == ExpertLayout.ByRank;
        DeviceRowsSpan<BFloat16> rows = test.Tokens.Rows;
        var received = inPlace ? rows : test.Received;
        yield return Calls(
            "send", volume.Sent,
            () => _dispatch.Exchange(
                state, test.Packed, received, withRecords: true, test.PackedRecords, test.Records));
        yield return Kernels("unpack", default, Unpack);
        yield return inPlace
            ? Kernels("keep", volume.Keep, () => _dispatch.Pack(stream, state, test.Inputs.X, state.KeptRow, rows))
            : Kernels("expand", volume.Expand, () => Expand(rows));

        foreach (var result in Combine(rows))
            yield return result;
    }

    private IEnumerable<Result> Combine(DeviceRowsSpan<BFloat16> rows)
    {
        var volume = test.Volume;
        var state = test.State;
        bool atExperts = test.Shape.Weighing == Weighing.AtExperts;
        if (atExperts)
            yield return Kernels("weigh", volume.Weigh, Weigh);
        yield return Calls(
            "send back", volume.SentBack,
            () => _combine.Exchange(state, atExperts ? test.Sums : rows, test.Returned));
        if (test.Shape.Weighing == Weighing.AtSource)
        {
            yield return Kernels("weigh returned", volume.Sum, () => WeighReturned(rows));
            yield break;
        }

        int ownRow = atExperts ? 0 : test.Counts.FirstPair[test.Rank.Index];
        yield return Kernels(
            "sum", volume.Sum,
            () => _combine.Sum(state, test.Returned, atExperts ? test.OwnSums : rows, ownRow, test.Combined));
    }

    private void Unpack()
    {
        var state = test.State;
        var counts = test.Counts;
        var own = test.PackedRecords.Slice(counts.SendRow[^1], counts.OwnPairs);
        _dispatch.Unpack(test.Rank.Stream, state, counts.Own, state.Pairs!, own);
        _dispatch.Unpack(test.Rank.Stream, state, counts.Others, state.Pairs!, test.Records);
    }

    private void Expand(DeviceRowsSpan<BFloat16> rows)
    {
        var pairs = test.State.Pairs!;
        var counts = test.Counts;
        var stream = test.Rank.Stream;
        _dispatch.Expand(stream, test.Inputs.X, areTokens: true, counts.Own, pairs, rows, counts.OwnPairs);
        _dispatch.Expand(stream, test.Received, areTokens: false, counts.Others, pairs, rows, counts.OtherPairs);
    }

    private void Weigh()
    {
        var state = test.State;
        var counts = test.Counts;
        _combine.Weigh(test.Rank.Stream, state, test.Tokens.Rows, counts.Others, test.Sums);
        _combine.Weigh(test.Rank.Stream, state, test.Tokens.Rows, counts.Own, test.OwnSums);
    }

    private void WeighReturned(DeviceRowsSpan<BFloat16> rows)
    {
        var state = test.State;
        var stream = test.Rank.Stream;
        _combine.WeighReturned(stream, state, rows, state.KeptRow, test.Combined);
        _combine.WeighReturned(stream, state, test.Returned, state.SendRow, test.Combined);
    }

    private Result Calls(string stage, Traffic traffic, Action work) => Named(stage, timer.Calls(traffic, work));

    private Result Kernels(string stage, Traffic traffic, Action work)
    {
        var sample = timer.Kernels(traffic, work);
        if (traffic.Memory == 0)
            return Named(stage, sample);
        int bytes = (int)Math.Min(traffic.Memory / 2, memory.Source.Length);
        var copy = timer.Kernels(
            new Traffic(0, 0, 2L * bytes),
            () => test.Rank.Stream.Copy<byte>(memory.Source.Slice(0, bytes), memory.Target.Slice(0, bytes)));
        return Named(stage, sample) with { OfCopy = Math.Round(sample.MemoryRate / copy.MemoryRate, 3) };
    }

    private Result Named(string stage, Sample sample) => Result.Of(stage, sample, test.Case);
}
