namespace Moe::Runtime::CombineKernels
{
/// Weighs, for each token, the answer to its only choice, in float, and rounds it; zero where that went nowhere. One
/// block takes a token.
/// routing: The routing.
/// order: Where rows stand.
/// answers: [rows, H].
/// firstRow: [R] the first row of each rank in answers; -1: its tokens are left.
/// weights: [T].
/// y: [T, H].
/// ranks: R.
template <typename TRouting, typename T, int ranks>
__global__ void __launch_bounds__(256) WeighReturned(
    TRouting routing,
    SendOrder order,
    moe::Rows<const T> answers,
    moe::Span<const int> firstRow,
    moe::Span<const float> weights,
    moe::Rows<T> y)
{
    int token = (int)blockIdx.x;
    int found = 0;
    alignas(16) __shared__ int rows_storage[1];
    moe::Span<int> rows{rows_storage, 1};
    for (int rank = 0; rank < ranks; rank++)
    {
        int row = order.RowOf(token, rank);
        if (row >= 0)
        {
            if (firstRow[rank] < 0)
                return;
            if ((int)threadIdx.x == 0)
                rows[0] = firstRow[rank] + row;
            found = 1;
        }
    }

    moe::Block::Sync();
    if (moe::Pack<T>::Fits(answers) && moe::Pack<T>::Fits(y))
        CombineKernels::WeighPacks<TRouting, T>(routing, answers, rows.Slice(0, found), weights.Slice(token, 1),
            y[token]);
    else
        CombineKernels::WeighRows<TRouting, T>(routing, answers, rows.Slice(0, found), weights.Slice(token, 1),
            y[token]);
}
}
