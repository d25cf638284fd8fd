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
    int found = -1;
    for (int rank = 0; rank < ranks; rank++)
    {
        int row = order.RowOf(token, rank);
        if (row >= 0)
        {
            if (firstRow[rank] < 0)
                return;
            found = firstRow[rank] + row;
        }
    }

    moe::Span<T> result = y[token];
    if (found < 0)
        CombineKernels::Clear<T>(result);
    else if (moe::Pack<T>::Fits(answers) && moe::Pack<T>::Fits(y))
        CombineKernels::WeighPacksOf<TRouting, T>(routing, answers[found], weights[token], result);
    else
        CombineKernels::WeighElementsOf<TRouting, T>(routing, answers[found], weights[token], result);
}
}
