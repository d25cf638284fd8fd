using Moe.Dsl;

namespace Moe.Runtime;

/// <summary>Packing: what goes to a rank, in source order, row after row.</summary>
internal static partial class PackKernels
{
    /// <summary>Copies each token's row to its place for each rank it goes to. One block takes a token.</summary>
    /// <param name="x">[T, H].</param>
    /// <param name="order">Where rows stand.</param>
    /// <param name="firstRow">[R] the first row for each rank in <paramref name="packed"/>; -1: not in there.</param>
    /// <param name="packed">[rows, H].</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 256)]
    public static void Pack<T>(
        ReadOnlyRows<T> x, SendOrder order, ReadOnlySpan<int> firstRow, Rows<T> packed, [Specialize] int ranks)
        where T : unmanaged
        => PackToken(x, order, firstRow, packed, BlockIdx.X, ranks);

    /// <summary>
    /// As <see cref="Pack"/>, and writes a record for each (token, rank) pair: the token, then for each choice its expert
    /// on that rank, or -1, its place among this rank's choices for that expert, and its weight's bits. One block takes a
    /// token; a thread writes what a record says of one choice.
    /// </summary>
    /// <param name="x">[T, H].</param>
    /// <param name="order">Where rows and choices stand.</param>
    /// <param name="firstRow">[R] the first row for each rank in <paramref name="packed"/>; -1: not in there.</param>
    /// <param name="packed">[rows, H].</param>
    /// <param name="choiceRank">[T * K].</param>
    /// <param name="choiceExpert">[T * K].</param>
    /// <param name="weights">[T * K].</param>
    /// <param name="firstRecord">[R] the first record for each rank in <paramref name="records"/>.</param>
    /// <param name="records">[pairs, 1 + 3 K].</param>
    /// <param name="topK">K.</param>
    /// <param name="ranks">R.</param>
    [Kernel(MaxThreads = 256)]
    public static void PackWithRecords<T>(
        ReadOnlyRows<T> x,
        SendOrder order,
        ReadOnlySpan<int> firstRow,
        Rows<T> packed,
        ReadOnlySpan<int> choiceRank,
        ReadOnlySpan<int> choiceExpert,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<int> firstRecord,
        Rows<int> records,
        [Specialize] int topK,
        [Specialize] int ranks)
        where T : unmanaged
    {
        int token = BlockIdx.X;
        for (int i = ThreadIdx.X; i < ranks * topK; i += BlockDim.X)
        {
            int rank = i / topK;
            int choice = i % topK;
            int row = order.RowOf(token, rank);
            if (row >= 0)
            {
                Span<int> record = records[firstRecord[rank] + row];
                int item = token * topK + choice;
                bool here = choiceRank[item] == rank && order.Has(item);
                if (choice == 0)
                    record[0] = token;
                record[1 + choice] = here ? choiceExpert[item] : -1;
                record[1 + topK + choice] = here ? order.SlotOf(item, token, rank, choiceExpert[item]) : -1;
                record[1 + 2 * topK + choice] = here ? BitConverter.SingleToInt32Bits(weights[item]) : 0;
            }
        }

        PackToken(x, order, firstRow, packed, token, ranks);
    }

    /// <summary>Copies a token's row to its place for each rank it goes to, the block's threads sharing the row.</summary>
    [Device]
    private static void PackToken<T>(
        ReadOnlyRows<T> x, SendOrder order, ReadOnlySpan<int> firstRow, Rows<T> packed, int token, int ranks)
        where T : unmanaged
    {
        for (int rank = 0; rank < ranks; rank++)
        {
            int row = order.RowOf(token, rank);
            if (row >= 0 && firstRow[rank] >= 0)
                Block.Copy(x[token], packed[firstRow[rank] + row]);
        }
    }
}
