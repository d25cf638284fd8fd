using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Plan: routes and counts each choice, exchanges headers, and places what will arrive.</summary>
/// <remarks>route -> offsets -> headers -> exchange -> place -> read back.</remarks>
internal sealed class PlanStep<TRouting>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
{
    private readonly ExchangeShape _shape = context.Shape;

    /// <summary>Enqueues it.</summary>
    public void Enqueue(PlanState state, GateChoices choices, int tokens, int number)
    {
        Count(state, choices, tokens);
        ExchangeHeaders(state, tokens, number);
    }

    /// <summary>Routes and counts; again, it comes to the same.</summary>
    public void Count(PlanState state, GateChoices choices, int tokens)
    {
        var stream = context.Stream;
        stream.Launch(
            RouteKernels.Kernels.Route(
                context.Routing, choices.IntIds, choices.LongIds, choices.Weights, state.ExpertIds, state.Weights,
                context.ExpertBase, state.ChoiceRank, state.ChoiceExpert, state.ChoiceSlot, state.TokenSlot,
                state.TileBases, state.Verdicts, tokens, _shape.Experts, _shape.TopK, _shape.Ranks, _shape.Bins),
            new LaunchGrid(state.Tiles, Warp.Size));
        stream.Launch(
            RouteKernels.Kernels.Offsets(state.TileBases, state.Totals, state.Tiles),
            LaunchGrid.Cover((long)_shape.Bins * Warp.Size, blockSize: 128));
    }

    /// <summary>Writes, exchanges and reads back headers, and places what will arrive; again, it comes to the same.</summary>
    public void ExchangeHeaders(PlanState state, int tokens, int number)
    {
        var stream = context.Stream;
        stream.Launch(
            HeaderKernels.Kernels.WriteHeaders(
                state.Verdicts, state.Totals, context.ExpertBase, state.ExpertIds, state.ChoiceRank, state.ChoiceExpert,
                state.HeadersSent, state.HeadersReceived, state.SendRow, state.RecordRow, _shape.Rank, tokens, _shape.TopK,
                _shape.Ranks),
            new LaunchGrid(1, 128));
        SendHeaders(state, number);
        stream.Launch(
            HeaderKernels.Kernels.PlaceRows(
                TokensToRank(state), state.HeadersReceived, state.TokensFromRank, state.FirstPair, state.KeptRow,
                state.TokensPerExpert, state.ExpertOffsets, state.SourceRows, state.HostCounts, _shape.Rank,
                _shape.Alignment, _shape.Ranks),
            new LaunchGrid(1, Warp.Size));
        stream.Record(state.CountsRead);
    }

    /// <summary>Waits for counts and verdicts, and not for what was enqueued after them.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ExchangeException">More rows could arrive somewhere than an int can count.</exception>
    public DispatchCounts ReadCounts(PlanState state)
    {
        state.CountsRead.Wait();
        var counts = state.HostCounts.AsSpan();
        var headers = counts[_shape.Ranks..];
        PlanHeader.ThrowIfFaulty(headers, _shape);
        PlanHeader.ThrowIfTooMany(headers, _shape);
        return new DispatchCounts(_shape, counts[.._shape.Ranks].ToArray(), headers);
    }

    /// <summary>[R] the pairs sent to each rank, on the device.</summary>
    public DeviceSpan<int> TokensToRank(PlanState state) => state.Totals.Slice(_shape.Bins - _shape.Ranks);

    private void SendHeaders(PlanState state, int number)
    {
        int received = _shape.ReceivedHeader;
        context.WithEachPeer($"plan {number}: headers", peer =>
        {
            context.Send<int>(
                state.HeadersSent.Slice(_shape.HeaderTo(peer), PlanHeader.Fields + _shape.LocalExpertsOf(peer)), peer);
            context.Receive(state.HeadersReceived.Slice(peer * received, received), peer);
        });
    }
}
