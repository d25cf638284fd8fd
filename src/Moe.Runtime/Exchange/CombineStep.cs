using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Combine: weighs and adds where the experts are, sends a row a pair back, and adds at the source.</summary>
/// <remarks>
/// Weighed at the experts: weigh others' -> exchange -> sum; beside the exchange: weigh own.
/// Weighed at the source: exchange -> weigh others'; beside the exchange: weigh own.
/// Weighed by the caller: exchange -> sum.
/// </remarks>
internal sealed class CombineStep<TRouting, T>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
    where T : unmanaged
{
    private readonly ExchangeShape _shape = context.Shape;
    private readonly DeviceArena _scratch = new(context.Pool);

    /// <summary>Enqueues it.</summary>
    /// <param name="state">The plan's, which has dispatched.</param>
    /// <param name="output">[M, H] the experts' answers.</param>
    /// <param name="destination">[T, H].</param>
    public void Enqueue(PlanState state, DeviceRowsView<T> output, DeviceRowsSpan<T> destination)
    {
        try
        {
            Gather(state, output, destination);
        }
        finally
        {
            _scratch.GiveBack();
        }
    }

    /// <summary>Weighs and adds the answers for some pairs.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="state">The plan's.</param>
    /// <param name="output">[M, H].</param>
    /// <param name="range">The pairs, n.</param>
    /// <param name="sums">[n, H].</param>
    public void Weigh(
        DeviceStream stream, PlanState state, DeviceRowsView<T> output, PairRange range, DeviceRowsSpan<T> sums)
        => stream.Launch(
            CombineKernels.Kernels.Weigh(
                context.Routing, output, state.Pairs!.ChoiceRow, state.Pairs.TopkWeights, range, sums, _shape.TopK),
            context.BlockPerRow(sums.Count));

    /// <summary>Sends each pair's row back to where it came from.</summary>
    /// <param name="state">The plan's, which has dispatched.</param>
    /// <param name="answers">The sums, [V - own, H], or, not weighed at the experts, their answers, [V, H].</param>
    /// <param name="returned">[rows, H] what comes back here.</param>
    public void Exchange(PlanState state, DeviceRowsView<T> answers, DeviceRowsSpan<T> returned)
    {
        var counts = state.Counts;
        int left = _shape.Weighing == Weighing.AtExperts ? counts.OwnPairs : 0;
        context.StartGroup();
        foreach (int peer in context.Peers)
        {
            int first = counts.FirstPair[peer] - (peer < _shape.Rank ? 0 : left);
            context.Send(answers, first, counts.TokensFromRank[peer], peer);
            context.Receive(returned, counts.SendRow[peer], counts.TokensToRank[peer], peer);
        }

        context.EndGroup(new RankStep("combine", state.Number));
    }

    /// <summary>Adds what came back to what this rank's own experts answered.</summary>
    /// <param name="state">The plan's.</param>
    /// <param name="returned">[rows, H].</param>
    /// <param name="own">This rank's own, from <paramref name="ownRow"/> on.</param>
    /// <param name="ownRow">Where they start.</param>
    /// <param name="destination">[T, H].</param>
    public void Sum(
        PlanState state, DeviceRowsView<T> returned, DeviceRowsView<T> own, int ownRow, DeviceRowsSpan<T> destination)
        => context.Stream.Launch(
            CombineKernels.Kernels.Sum(
                state.Order(context.ExpertBase), returned, own, state.SendRow, ownRow, destination, _shape.Rank,
                _shape.Ranks),
            context.BlockPerRow(destination.Count));

    /// <summary>Weighs the answers to tokens' only choices, those that are in some rows.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="state">The plan's.</param>
    /// <param name="answers">[rows, H].</param>
    /// <param name="firstRow">[R] the first row of each rank; -1: not in there.</param>
    /// <param name="destination">[T, H].</param>
    public void WeighReturned(
        DeviceStream stream,
        PlanState state,
        DeviceRowsView<T> answers,
        DeviceSpan<int> firstRow,
        DeviceRowsSpan<T> destination)
        => stream.Launch(
            CombineKernels.Kernels.WeighReturned(
                context.Routing, state.Order(context.ExpertBase), answers, firstRow, state.Weights, destination,
                _shape.Ranks),
            context.BlockPerRow(destination.Count));

    private void Gather(PlanState state, DeviceRowsView<T> output, DeviceRowsSpan<T> destination)
    {
        var counts = state.Counts;
        var returned = _scratch.TakeRows<T>(counts.SendRow[^1], _shape.Hidden);
        switch (_shape.Weighing)
        {
            case Weighing.AtExperts:
                WeighAndSum(state, output, returned, destination);
                break;
            case Weighing.AtSource:
                SendAndWeigh(state, output, returned, destination);
                break;
            default:
                Exchange(state, output, returned);
                context.Probe.Mark(ExchangeStage.SendBack);
                Sum(state, returned, output, counts.FirstPair[_shape.Rank], destination);
                break;
        }

        context.Probe.Mark(ExchangeStage.Sum);
    }

    private void WeighAndSum(
        PlanState state, DeviceRowsView<T> output, DeviceRowsSpan<T> returned, DeviceRowsSpan<T> destination)
    {
        var counts = state.Counts;
        var sums = _scratch.TakeRows<T>(counts.OtherPairs, _shape.Hidden);
        var ownSums = _scratch.TakeRows<T>(counts.OwnPairs, _shape.Hidden);
        Weigh(context.Stream, state, output, counts.Others, sums);
        context.Probe.Mark(ExchangeStage.Weigh);
        context.Fork();
        try
        {
            Exchange(state, sums, returned);
            context.Probe.Mark(ExchangeStage.SendBack);
            Weigh(context.Side, state, output, counts.Own, ownSums);
        }
        finally
        {
            context.Join();
        }

        Sum(state, returned, ownSums, ownRow: 0, destination);
    }

    private void SendAndWeigh(
        PlanState state, DeviceRowsView<T> output, DeviceRowsSpan<T> returned, DeviceRowsSpan<T> destination)
    {
        context.Fork();
        try
        {
            Exchange(state, output, returned);
            context.Probe.Mark(ExchangeStage.SendBack);
            WeighReturned(context.Side, state, output, state.KeptRow, destination);
        }
        finally
        {
            context.Join();
        }

        WeighReturned(context.Stream, state, returned, state.SendRow, destination);
    }
}
