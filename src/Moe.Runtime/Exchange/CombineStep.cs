using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Combine: weighs and adds where the experts are, sends a row a pair back, and adds at the source.</summary>
/// <remarks>weigh others' -> exchange -> weigh own -> sum.</remarks>
internal sealed class CombineStep<TRouting, T>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
    where T : unmanaged
{
    private readonly ExchangeShape _shape = context.Shape;

    /// <summary>Enqueues it.</summary>
    /// <param name="plan">A plan that has dispatched.</param>
    /// <param name="output">[M, H] the experts' answers.</param>
    /// <param name="destination">[T, H].</param>
    public void Enqueue(ExchangePlan plan, DeviceRowsView<T> output, DeviceRowsSpan<T> destination)
    {
        var state = plan.State;
        var counts = plan.Counts;
        int ownCount = counts.TokensFromRank[_shape.Rank];
        int ownPair = counts.FirstPair[_shape.Rank];
        using var scratch = new DeviceArena(context.Pool);
        var returned = scratch.TakeRows<T>(counts.SendRow[^1], _shape.Hidden);
        if (_shape.RowIsOneChoice)
        {
            var sums = scratch.TakeRows<T>(counts.Pairs - ownCount, _shape.Hidden);
            var ownSums = scratch.TakeRows<T>(ownCount, _shape.Hidden);
            Weigh(state, output, sums, firstPair: 0, leaveOutFrom: ownPair, leaveOut: ownCount);
            Exchange(plan, sums, firstOf: peer => counts.FirstPair[peer] - (peer < _shape.Rank ? 0 : ownCount), returned);
            Weigh(state, output, ownSums, firstPair: ownPair, leaveOutFrom: counts.Pairs, leaveOut: 0);
            Sum(state, returned, ownSums, ownRow: 0, destination);
        }
        else
        {
            Exchange(plan, output, firstOf: peer => counts.FirstPair[peer], returned);
            Sum(state, returned, output, ownPair, destination);
        }
    }

    private void Exchange(ExchangePlan plan, DeviceRowsView<T> answers, Func<int, int> firstOf, DeviceRowsSpan<T> returned)
    {
        var counts = plan.Counts;
        context.WithEachPeer($"plan {plan.Number}: combine", peer =>
        {
            context.Send(answers, firstOf(peer), counts.TokensFromRank[peer], peer);
            context.Receive(returned, counts.SendRow[peer], counts.TokensToRank[peer], peer);
        });
    }

    private void Weigh(
        PlanState state, DeviceRowsView<T> output, DeviceRowsSpan<T> sums, int firstPair, int leaveOutFrom, int leaveOut)
        => context.Stream.Launch(
            CombineKernels.Kernels.Weigh(
                context.Routing, output, state.Pairs!.ChoiceRow, state.Pairs.TopkWeights, sums, firstPair, leaveOutFrom,
                leaveOut, _shape.TopK),
            context.BlockPerRow(sums.Count));

    private void Sum(
        PlanState state, DeviceRowsView<T> returned, DeviceRowsView<T> own, int ownRow, DeviceRowsSpan<T> destination)
        => context.Stream.Launch(
            CombineKernels.Kernels.Sum(
                state.Order(_shape, context.ExpertBase), returned, own, state.SendRow, ownRow, destination, _shape.Rank,
                _shape.Ranks),
            context.BlockPerRow(destination.Count));
}
