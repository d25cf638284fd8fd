using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Dispatch: packs what goes to other ranks, sends and receives, and lays out what arrived.</summary>
/// <remarks>pack -> counts -> exchange -> keep own (by rank) or expand (by expert).</remarks>
internal sealed class DispatchStep<TRouting, T>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
    where T : unmanaged
{
    // Rows of padding that are zeroed at a time for each expert: enough for a GPU to have work, however few the experts.
    private const int MaxBlocksPerPadding = 16;

    private readonly ExchangeShape _shape = context.Shape;

    /// <summary>Enqueues it, waiting for nothing but the plan's counts.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">[T, H].</param>
    /// <param name="result">Where the rows' memory is taken.</param>
    /// <returns>[M, H].</returns>
    public DeviceRowsSpan<T> Enqueue(ExchangePlan plan, DeviceRowsView<T> x, DeviceArena result)
    {
        var state = plan.State;
        using var scratch = new DeviceArena(context.Pool);
        var packed = scratch.TakeRows<T>(_shape.MaxRowsSent(plan.Tokens), _shape.Hidden);
        if (_shape.Ranks > 1)
            Pack(state, x, state.SendRow, packed);

        var counts = plan.Counts;
        var rows = result.TakeRows<T>(counts.Rows, _shape.Hidden);
        bool first = state.Pairs is null;
        var pairs = state.Pairs ?? state.MakePairs(_shape, counts);
        var sentRecords = scratch.TakeRows<int>(first ? counts.SendRow[^1] : 0, _shape.Record);
        var records = scratch.TakeRows<int>(first ? counts.Pairs : 0, _shape.Record);
        if (first)
        {
            PackMetadata(state, plan.Tokens, state.SendRow, sentRecords);
            PackMetadata(state, plan.Tokens, state.KeptRow, records);
        }

        // By rank, rows are received where they stay; by expert, beside, without this rank's own.
        bool inPlace = _shape.Layout == ExpertLayout.ByRank;
        int own = counts.TokensFromRank[_shape.Rank];
        var received = inPlace ? rows : scratch.TakeRows<T>(counts.Pairs - own, _shape.Hidden);
        if (first)
            Exchange(plan, packed, received, sentRecords, records);
        else
            Exchange(plan, packed, received);

        if (first)
        {
            Unpack(state, pairs, records);
            state.Keep(pairs);
        }

        if (inPlace)
            Pack(state, x, state.KeptRow, rows);
        else
            Expand(state, pairs, x, received, rows);
        return rows;
    }

    /// <summary>Sends and receives rows.</summary>
    /// <param name="plan">A plan whose counts are known.</param>
    /// <param name="packed">The rows to send, by rank.</param>
    /// <param name="received">By rank, [V, H]; by expert, [V - own, H].</param>
    public void Exchange(ExchangePlan plan, DeviceRowsView<T> packed, DeviceRowsSpan<T> received)
        => context.WithEachPeer(Step(plan), peer => ExchangeRows(plan.Counts, packed, received, peer));

    /// <summary>Sends and receives rows, and the records that go with a plan's first.</summary>
    /// <param name="plan">A plan whose counts are known.</param>
    /// <param name="packed">The rows to send, by rank.</param>
    /// <param name="received">By rank, [V, H]; by expert, [V - own, H].</param>
    /// <param name="sentRecords">The records to send, by rank.</param>
    /// <param name="records">[V, 1 + 3 K].</param>
    public void Exchange(
        ExchangePlan plan,
        DeviceRowsView<T> packed,
        DeviceRowsSpan<T> received,
        DeviceRowsView<int> sentRecords,
        DeviceRowsSpan<int> records)
    {
        var counts = plan.Counts;
        context.WithEachPeer(Step(plan), peer =>
        {
            context.Send(sentRecords, counts.SendRow[peer], counts.TokensToRank[peer], peer);
            context.Receive(records, counts.FirstPair[peer], counts.TokensFromRank[peer], peer);
            ExchangeRows(counts, packed, received, peer);
        });
    }

    /// <summary>Copies rows to their places in what goes to other ranks, or in what stays.</summary>
    public void Pack(PlanState state, DeviceRowsView<T> x, DeviceSpan<int> firstRow, DeviceRowsSpan<T> packed)
        => context.Stream.Launch(
            PackKernels.Kernels.Pack(x, state.Order(_shape, context.ExpertBase), firstRow, packed, _shape.Ranks),
            context.BlockPerRow(x.Count));

    /// <summary>Writes the records of what goes to other ranks, or of what stays.</summary>
    public void PackMetadata(PlanState state, int tokens, DeviceSpan<int> firstRow, DeviceRowsSpan<int> records)
        => context.Stream.Launch(
            PackKernels.Kernels.PackMetadata(
                state.Order(_shape, context.ExpertBase), state.ChoiceRank, state.ChoiceExpert, state.Weights, firstRow,
                records, tokens, _shape.TopK, _shape.Ranks),
            LaunchGrid.Cover((long)tokens * _shape.Ranks, blockSize: 128));

    /// <summary>Takes records apart.</summary>
    public void Unpack(PlanState state, PairTables pairs, DeviceRowsSpan<int> records)
    {
        // Padding belongs to no pair and no choice: -1 in every byte is -1.
        context.Stream.Fill(pairs.RowToken, 0xff);
        context.Stream.Fill(pairs.RowChoice, 0xff);
        context.Stream.Fill(pairs.RowWeight, 0);
        context.Stream.Launch(
            ArrivalKernels.Kernels.Unpack(
                records, state.FirstPair, state.SourceRows, pairs.SourceIndex, pairs.SourceRank, pairs.TopkIndices,
                pairs.TopkWeights, pairs.ChoiceRow, pairs.RowToken, pairs.RowChoice, pairs.RowWeight, _shape.TopK,
                _shape.Ranks, _shape.Layout == ExpertLayout.ByExpert),
            LaunchGrid.Cover(records.Count, blockSize: 128));
    }

    /// <summary>Copies each pair's row to its choices' rows, and zeroes the padding.</summary>
    public void Expand(
        PlanState state, PairTables pairs, DeviceRowsView<T> x, DeviceRowsSpan<T> received, DeviceRowsSpan<T> rows)
    {
        context.Stream.Launch(
            ArrivalKernels.Kernels.Expand(
                x, received, pairs.SourceIndex, pairs.ChoiceRow, state.FirstPair, rows, _shape.Rank, _shape.TopK),
            context.BlockPerRow(pairs.SourceIndex.Length));
        if (_shape.Alignment == 1)
            return;
        var (_, threads) = context.BlockPerRow(_shape.LocalExperts);
        int blocksPerExpert = Math.Min(_shape.Alignment - 1, MaxBlocksPerPadding);
        context.Stream.Launch(
            ArrivalKernels.Kernels.ZeroPadding(state.TokensPerExpert, state.ExpertOffsets, rows),
            new LaunchGrid(new GridSize(_shape.LocalExperts, blocksPerExpert), threads));
    }

    private void ExchangeRows(DispatchCounts counts, DeviceRowsView<T> packed, DeviceRowsSpan<T> received, int peer)
    {
        // By expert, this rank's own pairs are left out.
        int left = _shape.Layout == ExpertLayout.ByExpert && peer > _shape.Rank ? counts.TokensFromRank[_shape.Rank] : 0;
        context.Send(packed, counts.SendRow[peer], counts.TokensToRank[peer], peer);
        context.Receive(received, counts.FirstPair[peer] - left, counts.TokensFromRank[peer], peer);
    }

    private static string Step(ExchangePlan plan) => $"plan {plan.Number}: dispatch";
}
