namespace Moe::Runtime::PackKernels
{
/// Copies each token's row to its place for each rank it goes to. One block takes a token.
/// x: [T, H].
/// order: Where rows stand.
/// firstRow: [R] the first row for each rank in packed; -1: not in there.
/// packed: [rows, H].
/// ranks: R.
template <typename T, int ranks>
__global__ void __launch_bounds__(256) Pack(
    moe::Rows<const T> x,
    SendOrder order,
    moe::Span<const int> firstRow,
    moe::Rows<T> packed)
{
    int token = (int)blockIdx.x;
    for (int rank = 0; rank < ranks; rank++)
    {
        int row = order.RowOf(token, rank);
        if (row >= 0 && firstRow[rank] >= 0)
            moe::Block::Copy<T>(x[token], packed[firstRow[rank] + row]);
    }
}
}
