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
    moe::Span<T> result = y[token];
    for (int i = (int)threadIdx.x; i < result.Length; i += (int)blockDim.x)
    {
        float sum = 0.0f;
        bool any = false;
        for (int rank = 0; rank < ranks; rank++)
        {
            int row = order.RowOf(token, rank);
            if (row >= 0)
            {
                float value = rank == self
                    ? moe::Element::ToSingle<T>(own[ownRow + row][i])
                    : moe::Element::ToSingle<T>(returned[sendRow[rank] + row][i]);
                sum = any ? sum + value : value;
                any = true;
            }
        }

        result[i] = moe::Element::FromSingle<T>(sum);
    }
}
}
