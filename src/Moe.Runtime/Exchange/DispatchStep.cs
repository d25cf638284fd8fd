using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Dispatch: packs what goes to other ranks, sends and receives, and lays out what arrived.</summary>
/// <remarks>
/// pack -> counts -> exchange -> unpack -> expand (by expert). Beside the exchange, this rank's own pairs:
/// unpack -> keep (by rank) or expand (by expert).
/// </remarks>
internal sealed class DispatchStep<TRouting, T>(ExchangeContext<TRouting> context)
    where TRouting : unmanaged, IRouting
    where T : unmanaged
{
    // Rows of padding that are zeroed at a time for each expert: enough for a GPU to have work, however few the experts.
    private const int MaxBlocksPerPadding = 16;

    private readonly ExchangeShape _shape = context.Shape;
    private readonly DeviceArena _scratch = new(context.Pool);

    /// <summary>Enqueues it, waiting for nothing but the plan's counts.</summary>
    /// <param name="state">The plan's.</param>
    /// <param name="x">[T, H].</param>
    /// <param name="result">Where the rows' memory is taken.</param>
    /// <returns>[M, H].</returns>
    public DeviceRowsSpan<T> Enqueue(PlanState state, DeviceRowsView<T> x, DeviceArena result)
    {
        try
        {
            return Lay(state, x, result);
        }
        finally
        {
            _scratch.GiveBack();
        }
    }

    /// <summary>Sends and receives rows, and with a plan's first the records that belong to them.</summary>
    /// <param name="state">A plan's, whose counts are known.</param>
    /// <param name="packed">The rows to send, by rank.</param>
    /// <param name="received">By rank, [V, H]; by expert, [V - own, H].</param>
    /// <param name="withRecords">Whether records go with them.</param>
    /// <param name="packedRecords">The records to send, by rank.</param>
    /// <param name="records">[V - own, 1 + 3 K].</param>
    public void Exchange(
        PlanState state,
        DeviceRowsView<T> packed,
        DeviceRowsSpan<T> received,
        bool withRecords,
        DeviceRowsView<int> packedRecords,
        DeviceRowsSpan<int> records)
    {
        var counts = state.Counts;
        bool inPlace = _shape.Layout == ExpertLayout.ByRank;
        context.StartGroup();
        foreach (int peer in context.Peers)
        {
            int sent = counts.TokensToRank[peer];
            int arriving = counts.TokensFromRank[peer];
            int withoutOwn = counts.FirstPair[peer] - (peer < _shape.Rank ? 0 : counts.OwnPairs);
            if (withRecords)
            {
                context.Send(packedRecords, counts.SendRow[peer], sent, peer);
                context.Receive(records, withoutOwn, arriving, peer);
            }

            context.Send(packed, counts.SendRow[peer], sent, peer);
            context.Receive(received, inPlace ? counts.FirstPair[peer] : withoutOwn, arriving, peer);
        }

        context.EndGroup(new RankStep("dispatch", state.Number));
    }

    /// <summary>Copies rows to their places in what goes to other ranks, or in what stays.</summary>
    public void Pack(
        DeviceStream stream, PlanState state, DeviceRowsView<T> x, DeviceSpan<int> firstRow, DeviceRowsSpan<T> packed)
        => stream.Launch(
            PackKernels.Kernels.Pack(x, state.Order(context.ExpertBase), firstRow, packed, _shape.Ranks),
            context.BlockPerRow(x.Count));

    /// <summary>
    /// Copies rows to their places in what goes to other ranks, and writes the records of those and then of what stays.
    /// </summary>
    public void PackWithRecords(
        PlanState state, DeviceRowsView<T> x, DeviceRowsSpan<T> packed, DeviceRowsSpan<int> records)
        => context.Stream.Launch(
            PackKernels.Kernels.PackWithRecords(
                x, state.Order(context.ExpertBase), state.SendRow, packed, state.ChoiceRank, state.ChoiceExpert,
                state.Weights, state.RecordRow, records, _shape.TopK, _shape.Ranks),
            context.BlockPerRow(x.Count));

    /// <summary>Takes the records of some pairs apart.</summary>
    public void Unpack(
        DeviceStream stream, PlanState state, PairRange range, PairTables pairs, DeviceRowsView<int> records)
        => stream.Launch(
            ArrivalKernels.Kernels.Unpack(
                records, range, state.FirstPair, state.SourceRows, pairs.SourceIndex, pairs.SourceRank,
                pairs.TopkIndices, pairs.TopkWeights, pairs.ChoiceRow, pairs.RowToken, pairs.RowChoice, pairs.RowWeight,
                _shape.TopK, _shape.Ranks, _shape.Layout == ExpertLayout.ByExpert),
            LaunchGrid.Cover(records.Count * _shape.TopK, blockSize: 128));

    /// <summary>Copies the rows of some pairs to their choices' rows.</summary>
    public void Expand(
        DeviceStream stream,
        DeviceRowsView<T> source,
        bool areTokens,
        PairRange range,
        PairTables pairs,
        DeviceRowsSpan<T> rows,
        int count)
        => stream.Launch(
            ArrivalKernels.Kernels.Expand(
                source, areTokens, range, pairs.SourceIndex, pairs.ChoiceRow, rows, _shape.TopK),
            context.BlockPerRow(count));

    private DeviceRowsSpan<T> Lay(PlanState state, DeviceRowsView<T> x, DeviceArena result)
    {
        var packed = _scratch.TakeRows<T>(_shape.MaxRowsSent(state.Tokens), _shape.Hidden);
        bool first = state.Pairs is null;
        var packedRecords = _scratch.TakeRows<int>(first ? _shape.MaxPairs(state.Tokens) : 0, _shape.Record);
        if (first)
            PackWithRecords(state, x, packed, packedRecords);
        else if (_shape.Ranks > 1)
            Pack(context.Stream, state, x, state.SendRow, packed);
        context.Probe.Mark(ExchangeStage.Pack);

        var counts = state.Counts;
        context.Probe.Mark(ExchangeStage.Counts);
        var pairs = state.Pairs ?? state.MakePairs();
        var rows = result.TakeRows<T>(counts.Rows, _shape.Hidden);
        var records = _scratch.TakeRows<int>(first ? counts.OtherPairs : 0, _shape.Record);

        // By rank, rows are received where they stay; by expert, beside, without this rank's own.
        bool inPlace = _shape.Layout == ExpertLayout.ByRank;
        var received = inPlace ? rows : _scratch.TakeRows<T>(counts.OtherPairs, _shape.Hidden);
        context.Fork();
        try
        {
            Exchange(state, packed, received, first, packedRecords, records);
            context.Probe.Mark(ExchangeStage.Send);
            var ownRecords = packedRecords.Slice(first ? counts.SendRow[^1] : 0, first ? counts.OwnPairs : 0);
            Own(state, counts, pairs, ownRecords, x, rows);
            Unpack(context.Stream, state, counts.Others, pairs, records);
            if (!inPlace)
                Expand(context.Stream, received, areTokens: false, counts.Others, pairs, rows, counts.OtherPairs);
        }
        finally
        {
            context.Join();
        }

        context.Probe.Mark(ExchangeStage.Arrange);
        state.Keep(pairs);
        return rows;
    }

    // What needs nothing of other ranks, while their rows travel.
    private void Own(
        PlanState state,
        CountTables counts,
        PairTables pairs,
        DeviceRowsView<int> records,
        DeviceRowsView<T> x,
        DeviceRowsSpan<T> rows)
    {
        bool first = state.Pairs is null;
        Unpack(context.Side, state, counts.Own, pairs, records);
        if (_shape.Layout == ExpertLayout.ByRank)
        {
            Pack(context.Side, state, x, state.KeptRow, rows);
            return;
        }

        Expand(context.Side, x, areTokens: true, counts.Own, pairs, rows, counts.OwnPairs);
        if (_shape.Alignment > 1)
            Pad(state, pairs, rows, first);
    }

    private void Pad(PlanState state, PairTables pairs, DeviceRowsSpan<T> rows, bool first)
    {
        if (first)
        {
            context.Side.Launch(
                ArrivalKernels.Kernels.MarkPadding(
                    state.TokensPerExpert, state.ExpertOffsets, pairs.RowToken, pairs.RowChoice, pairs.RowWeight),
                new LaunchGrid(_shape.LocalExperts, 128));
        }

        var (_, threads) = context.BlockPerRow(_shape.LocalExperts);
        int blocksPerExpert = Math.Min(_shape.Alignment - 1, MaxBlocksPerPadding);
        context.Side.Launch(
            ArrivalKernels.Kernels.ZeroPadding(state.TokensPerExpert, state.ExpertOffsets, rows),
            new LaunchGrid(new GridSize(_shape.LocalExperts, blocksPerExpert), threads));
    }
}
