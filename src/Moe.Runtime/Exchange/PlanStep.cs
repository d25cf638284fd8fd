using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Plan: routes and counts each choice, exchanges headers, and places what will arrive.</summary>
/// <remarks>route -> offsets -> headers -> exchange -> place -> read back.</remarks>
internal sealed class PlanStep<TRouting>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
{
    private readonly ExchangeShape _shape = context.Shape;

    /// <summary>Enqueues it; <see cref="PlanState.ExpertIds"/> and <see cref="PlanState.Weights"/> are there.</summary>
    public void Enqueue(PlanState state, int tokens, int number)
    {
        Count(state, tokens);
        ExchangeHeaders(state, tokens, number);
    }

    /// <summary>Routes and counts; again, it comes to the same.</summary>
    public void Count(PlanState state, int tokens)
    {
        var stream = context.Stream;
        stream.Fill(state.Verdict, 0);
        stream.Launch(
            RouteKernels.Kernels.Route(
                context.Routing, state.ExpertIds, state.Weights, context.ExpertBase, state.ChoiceRank, state.ChoiceExpert,
                state.ChoiceSlot, state.TokenSlot, state.TileBases, state.Verdict, tokens, _shape.Experts, _shape.TopK,
                _shape.Ranks, _shape.Bins),
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
                state.Verdict, state.Totals, context.ExpertBase, state.ExpertIds, state.ChoiceRank, state.ChoiceExpert,
                state.HeadersSent, state.SendRow, _shape.Rank, tokens, _shape.TopK, _shape.Ranks),
            new LaunchGrid(1, 128));
        SendHeaders(state, number);
        stream.Launch(
            HeaderKernels.Kernels.PlaceRows(
                state.HeadersReceived, state.TokensFromRank, state.FirstPair, state.KeptRow, state.TokensPerExpert,
                state.ExpertOffsets, state.SourceRows, _shape.Rank, _shape.Alignment, _shape.Ranks),
            new LaunchGrid(1, Warp.Size));
        stream.CopyToHost(TokensToRank(state), state.HostTokensToRank);
        stream.CopyToHost(state.HeadersReceived, state.HostHeaders);
        stream.Record(state.CountsRead);
    }

    /// <summary>Waits for counts and verdicts, and not for what was enqueued after them.</summary>
    /// <exception cref="RoutingException">A rank found a choice that cannot be routed.</exception>
    /// <exception cref="ExchangeException">More rows could arrive somewhere than an int can count.</exception>
    public DispatchCounts ReadCounts(PlanState state)
    {
        state.CountsRead.Wait();
        var headers = state.HostHeaders.AsSpan();
        PlanHeader.ThrowIfFaulty(headers, _shape);
        PlanHeader.ThrowIfTooMany(headers, _shape);
        return new DispatchCounts(_shape, state.HostTokensToRank.AsSpan().ToArray(), headers);
    }

    /// <summary>[R] the pairs sent to each rank, on the device.</summary>
    public DeviceSpan<int> TokensToRank(PlanState state) => state.Totals.Slice(_shape.Bins - _shape.Ranks);

    private void SendHeaders(PlanState state, int number)
    {
        int received = _shape.ReceivedHeader;
        context.Stream.Copy(
            state.HeadersSent.Slice(_shape.HeaderTo(_shape.Rank), received),
            state.HeadersReceived.Slice(_shape.Rank * received, received));
        context.WithEachPeer($"plan {number}: headers", peer =>
        {
            context.Send<int>(
                state.HeadersSent.Slice(_shape.HeaderTo(peer), PlanHeader.Fields + _shape.LocalExpertsOf(peer)), peer);
            context.Receive(state.HeadersReceived.Slice(peer * received, received), peer);
        });
    }
}
