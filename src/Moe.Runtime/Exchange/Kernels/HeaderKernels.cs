using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>
/// The headers that ranks exchange before any row moves, and the places that follow from them. The header from one rank
/// to another is <see cref="PlanHeader.Fields"/> ints and then a count for each expert there.
/// </summary>
internal static partial class HeaderKernels
{
    /// <summary>Writes a header for each rank, and where each rank's rows and records start in what is sent. One block.</summary>
    /// <param name="verdicts">[tiles] as <see cref="RouteKernels.Route"/> left them.</param>
    /// <param name="totals">[S + R + <see cref="TileBins.Nowhere"/>] what <see cref="TileBins"/> says, of all tiles.</param>
    /// <param name="expertBase">[R + 1] the first of each rank's experts among the S.</param>
    /// <param name="expertIds">[T * K].</param>
    /// <param name="choiceRank">[T * K].</param>
    /// <param name="choiceExpert">[T * K].</param>
    /// <param name="headers">[R * Fields + S] the headers for the other ranks, by rank.</param>
    /// <param name="received">[R * (Fields + L)] where this rank's own header goes: among those it receives.</param>
    /// <param name="sendRow">[R] the first row for each rank among those sent; -1 for this rank itself.</param>
    /// <param name="recordRow">[R] the first record for each rank; this rank's own come last.</param>
    /// <param name="self">This rank.</param>
    /// <param name="tokens">T.</param>
    /// <param name="topK">K.</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 128)]
    public static void WriteHeaders(
        ReadOnlySpan<long> verdicts,
        ReadOnlySpan<int> totals,
        ReadOnlySpan<int> expertBase,
        ReadOnlySpan<long> expertIds,
        ReadOnlySpan<int> choiceRank,
        ReadOnlySpan<int> choiceExpert,
        Span<int> headers,
        Span<int> received,
        Span<int> sendRow,
        Span<int> recordRow,
        int self,
        int tokens,
        [Specialize] int topK,
        [Specialize] int ranks)
    {
        Span<long> verdict = Shared.Span<long>(1);
        if (ThreadIdx.X == 0)
            verdict[0] = 0;
        Block.Sync();
        for (int tile = ThreadIdx.X; tile < verdicts.Length; tile += BlockDim.X)
        {
            if (verdicts[tile] != 0)
                Atomic.Max(ref verdict[0], verdicts[tile]);
        }

        Block.Sync();
        int firstRow = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            int firstExpert = expertBase[rank];
            int length = PlanHeader.Fields + expertBase[rank + 1] - firstExpert;
            Span<int> header = rank == self
                ? received.Slice(rank * length, length)
                : headers.Slice(rank * PlanHeader.Fields + firstExpert, length);
            int rows = totals[expertBase[ranks] + rank];
            if (ThreadIdx.X == 0)
            {
                int fault = (int)(verdict[0] & 3);
                int item = 0;
                long expert = -1;
                Destination named = Destination.Dropped;
                if (fault != Fault.None)
                {
                    item = (int)((long)tokens * topK - verdict[0] / 4);
                    expert = expertIds[item];
                    named = new Destination(choiceRank[item], choiceExpert[item]);
                }

                header[PlanHeader.Fault] = fault;
                header[PlanHeader.Item] = item;
                header[PlanHeader.ExpertLow] = unchecked((int)expert);
                header[PlanHeader.ExpertHigh] = unchecked((int)(expert >> 32));
                header[PlanHeader.NamedRank] = named.Rank;
                header[PlanHeader.NamedExpert] = named.Expert;
                header[PlanHeader.Tokens] = tokens;
                header[PlanHeader.Rows] = rows;
                sendRow[rank] = rank == self ? -1 : firstRow;
                if (rank != self)
                    recordRow[rank] = firstRow;
            }

            for (int expert = ThreadIdx.X; expert < expertBase[rank + 1] - firstExpert; expert += BlockDim.X)
                header[PlanHeader.Fields + expert] = totals[firstExpert + expert];
            if (rank != self)
                firstRow += rows;
        }

        if (ThreadIdx.X == 0)
            recordRow[self] = firstRow;
    }

    /// <summary>
    /// From the headers received: where each source's pairs start, and where each expert's rows start and, within
    /// them, each source's; and the counts for the host to read. One warp; it takes 32 experts at a time.
    /// </summary>
    /// <param name="ownCounts">[R + <see cref="TileBins.Nowhere"/>] pairs sent to each rank, and choices that go nowhere.</param>
    /// <param name="headers">[R * (Fields + L)] the headers, by source rank.</param>
    /// <param name="tokensFromRank">[R] pairs received from each rank.</param>
    /// <param name="firstPair">[R + 1] the first pair of each source; the last entry is V.</param>
    /// <param name="keptRow">[R] where this rank's own pairs start, under this rank; -1 under every other.</param>
    /// <param name="tokensPerExpert">[L].</param>
    /// <param name="expertOffsets">[L + 1] where each expert's rows start; the last entry is M of ByExpert.</param>
    /// <param name="sourceRows">[R * L] where the rows of each source and expert start.</param>
    /// <param name="hostCounts">
    /// [R + <see cref="TileBins.Nowhere"/> + R * (Fields + L)] in the host's memory: this rank's own counts, then the
    /// headers received.
    /// </param>
    /// <param name="self">This rank.</param>
    /// <param name="alignment">What the start of each expert's rows is a multiple of.</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 32)]
    public static void PlaceRows(
        ReadOnlySpan<int> ownCounts,
        ReadOnlySpan<int> headers,
        Span<int> tokensFromRank,
        Span<int> firstPair,
        Span<int> keptRow,
        Span<int> tokensPerExpert,
        Span<int> expertOffsets,
        Span<int> sourceRows,
        Span<int> hostCounts,
        int self,
        int alignment,
        [Specialize] int ranks)
    {
        int lane = Warp.Lane;
        int experts = tokensPerExpert.Length;
        int stride = PlanHeader.Fields + experts;
        for (int i = lane; i < hostCounts.Length; i += Warp.Size)
            hostCounts[i] = i < ownCounts.Length ? ownCounts[i] : headers[i - ownCounts.Length];
        if (lane == 0)
        {
            int pairs = 0;
            for (int rank = 0; rank < ranks; rank++)
            {
                int rows = headers[rank * stride + PlanHeader.Rows];
                tokensFromRank[rank] = rows;
                firstPair[rank] = pairs;
                keptRow[rank] = rank == self ? pairs : -1;
                pairs += rows;
            }

            firstPair[ranks] = pairs;
            expertOffsets[0] = 0;
        }

        int before = 0;
        for (int first = 0; first < experts; first += Warp.Size)
        {
            int expert = first + lane;
            int count = 0;
            if (expert < experts)
            {
                for (int rank = 0; rank < ranks; rank++)
                    count += headers[rank * stride + PlanHeader.Fields + expert];
                tokensPerExpert[expert] = count;
            }

            int padded = (count + alignment - 1) / alignment * alignment;
            int sum = padded;
            for (int distance = 1; distance < Warp.Size; distance *= 2)
            {
                int below = Warp.ShuffleUp(sum, distance);
                if (lane >= distance)
                    sum += below;
            }

            if (expert < experts)
            {
                expertOffsets[expert + 1] = before + sum;
                int row = before + sum - padded;
                for (int rank = 0; rank < ranks; rank++)
                {
                    sourceRows[rank * experts + expert] = row;
                    row += headers[rank * stride + PlanHeader.Fields + expert];
                }
            }

            before += Warp.Shuffle(sum, Warp.Size - 1);
        }
    }
}
