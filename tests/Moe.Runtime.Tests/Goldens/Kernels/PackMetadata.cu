namespace Moe::Runtime::PackKernels
{
/// Writes a record for each (token, rank) pair: the token, then for each choice its expert on that rank, or -1, its
/// place among this rank's choices for that expert, and its weight's bits. One thread takes a pair.
/// order: Where rows and choices stand.
/// choiceRank: [T * K].
/// choiceExpert: [T * K].
/// weights: [T * K].
/// firstRow: [R] the first record for each rank in records.
/// records: [rows, 1 + 3 K].
/// tokens: T.
/// topK: K.
/// ranks: R.
template <int topK, int ranks>
__global__ void __launch_bounds__(128) PackMetadata(
    SendOrder order,
    moe::Span<const int> choiceRank,
    moe::Span<const int> choiceExpert,
    moe::Span<const float> weights,
    moe::Span<const int> firstRow,
    moe::Rows<int> records,
    int tokens)
{
    int pair = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
    int token = pair / ranks;
    int rank = pair % ranks;
    if (token >= tokens)
        return;
    int row = order.RowOf(token, rank);
    if (row < 0)
        return;

    moe::Span<int> record = records[firstRow[rank] + row];
    record[0] = token;
    for (int choice = 0; choice < topK; choice++)
    {
        int item = token * topK + choice;
        bool here = choiceRank[item] == rank && order.Has(item);
        record[1 + choice] = here ? choiceExpert[item] : -1;
        record[1 + topK + choice] = here ? order.SlotOf(item, token, rank, choiceExpert[item]) : -1;
        record[1 + 2 * topK + choice] = here ? __float_as_int(weights[item]) : 0;
    }
}
}
