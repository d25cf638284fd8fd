namespace Moe::Runtime::ArrivalKernels
{
/// Copies each pair's row to its choices' rows. One block takes a pair.
template <typename T, int topK>
__global__ void __launch_bounds__(256) Expand(
    moe::Rows<const T> x,
    moe::Rows<const T> received,
    moe::Span<const int> sourceIndex,
    moe::Rows<const int> choiceRow,
    moe::Span<const int> firstPair,
    moe::Rows<T> rows,
    int self)
{
    int pair = (int)blockIdx.x;
    int ownStart = firstPair[self];
    int ownEnd = firstPair[self + 1];
    bool own = pair >= ownStart && pair < ownEnd;
    for (int choice = 0; choice < topK; choice++)
    {
        int row = choiceRow[pair][choice];
        if (row < 0)
            continue;
        if (own)
            moe::Block::Copy<T>(x[sourceIndex[pair]], rows[row]);
        else
            moe::Block::Copy<T>(received[pair < ownStart ? pair : pair - (ownEnd - ownStart)], rows[row]);
    }
}
}
