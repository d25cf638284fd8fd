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
    PackKernels::PackToken<T>(x, order, firstRow, packed, (int)blockIdx.x, ranks);
}
}
