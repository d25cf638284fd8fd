namespace Moe::Runtime::ArrivalKernels
{
/// Copies the rows of some pairs to their choices' rows. One block takes a pair.
/// source: [T, H] this rank's own tokens, or [n, H] rows received.
/// areTokens: Whether they are tokens: then a pair's row is its token's.
/// pairs: Whose rows are copied, n pairs.
/// sourceIndex: [V].
/// choiceRow: [V, K].
/// rows: [M, H].
/// topK: K.
template <typename T, int topK>
__global__ void __launch_bounds__(256) Expand(
    moe::Rows<const T> source,
    bool areTokens,
    PairRange pairs,
    moe::Span<const int> sourceIndex,
    moe::Rows<const int> choiceRow,
    moe::Rows<T> rows)
{
    int pair = pairs.At((int)blockIdx.x);
    int sourceRow = areTokens ? sourceIndex[pair] : (int)blockIdx.x;

    alignas(16) int targets_storage[topK] = {};
    moe::Span<int> targets{targets_storage, topK};
    for (int choice = 0; choice < topK; choice++)
        targets[choice] = choiceRow[pair][choice];
    for (int choice = 0; choice < topK; choice++)
    {
        if (targets[choice] >= 0)
            moe::Block::Copy<T>(source[sourceRow], rows[targets[choice]]);
    }
}
}
