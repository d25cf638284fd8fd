namespace Moe::Runtime::PackKernels
{
/// As Pack, and writes a record for each (token, rank) pair: the token, then for each choice its expert on that rank,
/// or -1, its place among this rank's choices for that expert, and its weight's bits. One block takes a token; a thread
/// writes what a record says of one choice.
/// x: [T, H].
/// order: Where rows and choices stand.
/// firstRow: [R] the first row for each rank in packed; -1: not in there.
/// packed: [rows, H].
/// choiceRank: [T * K].
/// choiceExpert: [T * K].
/// weights: [T * K].
/// firstRecord: [R] the first record for each rank in records.
/// records: [pairs, 1 + 3 K].
/// topK: K.
/// ranks: R.
template <typename T, int topK, int ranks>
__global__ void __launch_bounds__(256) PackWithRecords(
    moe::Rows<const T> x,
    SendOrder order,
    moe::Span<const int> firstRow,
    moe::Rows<T> packed,
    moe::Span<const int> choiceRank,
    moe::Span<const int> choiceExpert,
    moe::Span<const float> weights,
    moe::Span<const int> firstRecord,
    moe::Rows<int> records)
{
    int token = (int)blockIdx.x;
    for (int i = (int)threadIdx.x; i < ranks * topK; i += (int)blockDim.x)
    {
        int rank = i / topK;
        int choice = i % topK;
        int row = order.RowOf(token, rank);
        if (row >= 0)
        {
            moe::Span<int> record = records[firstRecord[rank] + row];
            int item = token * topK + choice;
            bool here = choiceRank[item] == rank && order.Has(item);
            if (choice == 0)
                record[0] = token;
            record[1 + choice] = here ? choiceExpert[item] : -1;
            record[1 + topK + choice] = here ? order.SlotOf(item, token, rank, choiceExpert[item]) : -1;
            record[1 + 2 * topK + choice] = here ? __float_as_int(weights[item]) : 0;
        }
    }

    PackKernels::PackToken<T>(x, order, firstRow, packed, token, ranks);
}
}
