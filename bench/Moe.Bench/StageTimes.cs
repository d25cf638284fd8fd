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
        var state = test.Plan.State;
        int tokens = test.Plan.Tokens;
        yield return Kernels("count", default, () => _plan.Count(state, tokens));
        yield return Calls("header", volume.Headers, () => _plan.ExchangeHeaders(state, tokens, test.Plan.Number));
        if (test.Rank.Size > 1)
        {
            yield return Kernels(
                "pack", volume.Pack, () => _dispatch.Pack(state, test.Inputs.X, state.SendRow, test.Packed));
        }

        yield return Kernels("records", default, PackRecords);

        bool inPlace = test.Case.Layout == ExpertLayout.ByRank;
        DeviceRowsSpan<BFloat16> rows = test.Tokens.Rows;
        var received = inPlace ? rows : test.Received;
        yield return Calls(
            "send", volume.Sent,
            () => _dispatch.Exchange(test.Plan, test.Packed, received, test.SentRecords, test.Records));
        yield return Kernels("unpack", default, () => _dispatch.Unpack(state, state.Pairs!, test.Records));
        yield return inPlace
            ? Kernels("keep", volume.Keep, () => _dispatch.Pack(state, test.Inputs.X, state.KeptRow, rows))
            : Kernels(
                "expand", volume.Expand,
                () => _dispatch.Expand(state, state.Pairs!, test.Inputs.X, test.Received, rows));

        bool weighs = test.Shape.RowIsOneChoice;
        if (weighs)
            yield return Kernels("weigh", volume.Weigh, Weigh);
        yield return Calls(
            "send back", volume.SentBack,
            () => _combine.Exchange(test.Plan, weighs ? test.Sums : rows, test.Returned));
        int ownRow = weighs ? 0 : test.Plan.Counts.FirstPair[test.Rank.Index];
        yield return Kernels(
            "sum", volume.Sum,
            () => _combine.Sum(state, test.Returned, weighs ? test.OwnSums : rows, ownRow, test.Combined));
    }

    private void PackRecords()
    {
        var state = test.Plan.State;
        _dispatch.PackMetadata(state, test.Plan.Tokens, state.SendRow, test.SentRecords);
        _dispatch.PackMetadata(state, test.Plan.Tokens, state.KeptRow, test.Records);
    }

    private void Weigh()
    {
        _combine.WeighOthers(test.Plan, test.Tokens.Rows, test.Sums);
        _combine.WeighOwn(test.Plan, test.Tokens.Rows, test.OwnSums);
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
