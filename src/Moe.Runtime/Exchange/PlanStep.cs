using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Plan: routes and counts each choice, exchanges headers, and places what will arrive.</summary>
/// <remarks>route -> offsets -> headers -> exchange -> place -> read back.</remarks>
internal sealed class PlanStep<TRouting>(ExchangeContext<TRouting> context) : IPlanReader
    where TRouting : unmanaged, IRouting
{
    private readonly ExchangeShape _shape = context.Shape;

    /// <summary>Enqueues it.</summary>
    public void Enqueue(PlanState state, GateChoices choices)
    {
        Count(state, choices);
        context.Probe.Mark(ExchangeStage.Count);
        ExchangeHeaders(state);
        context.Probe.Mark(ExchangeStage.Headers);
    }

    /// <summary>Routes and counts; again, it comes to the same.</summary>
    public void Count(PlanState state, GateChoices choices)
    {
        var stream = context.Stream;
        stream.Launch(
            RouteKernels.Kernels.Route(
                context.Routing, choices.IntIds, choices.LongIds, choices.SingleWeights, choices.HalfWeights,
                choices.BFloat16Weights, state.ExpertIds, state.Weights, context.ExpertBase, state.ChoiceRank,
                state.ChoiceExpert, state.ChoiceSlot, state.TokenSlot, state.TileBases, state.Verdicts, state.Tokens,
                _shape.Experts, _shape.TopK, _shape.Ranks, _shape.Bins),
            new LaunchGrid(state.Tiles, Warp.Size));
        stream.Launch(
            RouteKernels.Kernels.Offsets(state.TileBases, state.Totals, state.Tiles),
            LaunchGrid.Cover((long)_shape.Bins * Warp.Size, blockSize: 128));
    }

    /// <summary>Writes, exchanges and reads back headers, and places what will arrive; again, it comes to the same.</summary>
    public void ExchangeHeaders(PlanState state)
    {
        var stream = context.Stream;
        stream.Launch(
            HeaderKernels.Kernels.WriteHeaders(
                state.Verdicts, state.Totals, context.ExpertBase, state.ExpertIds, state.ChoiceRank, state.ChoiceExpert,
                state.HeadersSent, state.HeadersReceived, state.SendRow, state.RecordRow, _shape.Rank, state.Tokens,
                _shape.TopK, _shape.Ranks),
            new LaunchGrid(1, 128));
        SendHeaders(state);
        stream.Launch(
            HeaderKernels.Kernels.PlaceRows(
                state.OwnCounts, state.HeadersReceived, state.TokensFromRank, state.FirstPair, state.KeptRow,
                state.TokensPerExpert, state.ExpertOffsets, state.SourceRows, state.HostCounts, _shape.Rank,
                _shape.Alignment, _shape.Ranks),
            new LaunchGrid(1, Warp.Size));
        stream.Record(state.CountsRead);
    }

    /// <inheritdoc/>
    public void ReadCounts(PlanState state, CountTables counts)
    {
        state.CountsRead.Wait();
        var read = state.HostCounts.AsSpan();
        int own = state.OwnCounts.Length;
        var headers = read[own..];
        PlanHeader.ThrowIfFaulty(headers, _shape);
        PlanHeader.ThrowIfTooMany(headers, _shape);
        counts.Read(read[..own], headers);
        context.Probe.Count(state, counts);
    }

    private void SendHeaders(PlanState state)
    {
        int received = _shape.ReceivedHeader;
        context.StartGroup();
        foreach (int peer in context.Peers)
        {
            context.Send<int>(
                state.HeadersSent.Slice(_shape.HeaderTo(peer), PlanHeader.Fields + _shape.LocalExpertsOf(peer)), peer);
            context.Receive(state.HeadersReceived.Slice(peer * received, received), peer);
        }

        context.EndGroup(new RankStep("headers", state.Number));
    }
}
