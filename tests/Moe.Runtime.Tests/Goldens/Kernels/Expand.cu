namespace Moe::Runtime::ArrivalKernels
{
/// Copies each pair's row to its choices' rows. One block takes a pair.
/// x: [T, H] this rank's own tokens.
/// received: [V - own, H] the others' rows, by source rank.
/// sourceIndex: [V].
/// choiceRow: [V, K].
/// firstPair: [R + 1].
/// rows: [M, H].
/// self: This rank.
/// topK: K.
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
    moe::Span<const T> source = pair >= ownStart && pair < ownEnd
        ? x[sourceIndex[pair]]
        : received[pair < ownStart ? pair : pair - (ownEnd - ownStart)];
    for (int choice = 0; choice < topK; choice++)
    {
        int row = choiceRow[pair][choice];
        if (row >= 0)
            moe::Block::Copy<T>(source, rows[row]);
    }
}
}
