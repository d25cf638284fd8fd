namespace Moe::Runtime::CombineKernels
{
/// Adds, for each token, what came back for it, in rising rank order, in float, and rounds the sum; zero where nothing
/// did. One block takes a token.
/// order: Where rows stand.
/// returned: [rows, H] what other ranks sent back.
/// own: [rows, H] what this rank's own experts answered.
/// sendRow: [R] the first row of each other rank in returned.
/// ownRow: The first row of this rank's pairs in own.
/// y: [T, H].
/// self: This rank.
/// ranks: R.
template <typename T, int ranks>
__global__ void __launch_bounds__(256) Sum(
    SendOrder order,
    moe::Rows<const T> returned,
    moe::Rows<const T> own,
    moe::Span<const int> sendRow,
    int ownRow,
    moe::Rows<T> y,
    int self)
{
    int token = (int)blockIdx.x;
    alignas(16) __shared__ int rows_storage[ranks];
    moe::Span<int> rows{rows_storage, ranks};
    for (int rank = (int)threadIdx.x; rank < ranks; rank += (int)blockDim.x)
    {
        int row = order.RowOf(token, rank);
        rows[rank] = row < 0 ? -1 : row + (rank == self ? ownRow : sendRow[rank]);
    }

    moe::Block::Sync();
    if (moe::Pack<T>::Fits(returned) && moe::Pack<T>::Fits(own) && moe::Pack<T>::Fits(y))
        CombineKernels::AddPacks<T>(returned, own, rows, self, y[token]);
    else
        CombineKernels::AddRows<T>(returned, own, rows, self, y[token]);
}
}
