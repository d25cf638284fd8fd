namespace Moe::Runtime::HeaderKernels
{
/// From the headers received: where each source's pairs start, and where each expert's rows start and, within them,
/// each source's. One warp; it takes 32 experts at a time.
template <int ranks>
__global__ void __launch_bounds__(32) PlaceRows(
    moe::Span<const int> headers,
    moe::Span<int> tokensFromRank,
    moe::Span<int> firstPair,
    moe::Span<int> keptRow,
    moe::Span<int> tokensPerExpert,
    moe::Span<int> expertOffsets,
    moe::Span<int> sourceRows,
    int self,
    int alignment)
{
    constexpr int Fields = 8;
    constexpr int Rows = 7;
    int lane = moe::Warp::Lane();
    int experts = tokensPerExpert.Length;
    int stride = Fields + experts;
    if (lane == 0)
    {
        int pairs = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            int rows = headers[rank * stride + Rows];
            tokensFromRank[rank] = rows;
            firstPair[rank] = pairs;
            keptRow[rank] = rank == self ? pairs : -1;
            pairs += rows;
        }

        firstPair[ranks] = pairs;
        expertOffsets[0] = 0;
    }

    int before = 0;
    for (int first = 0; first < experts; first += moe::Warp::Size)
    {
        int expert = first + lane;
        int count = 0;
        if (expert < experts)
        {
            for (int rank = 0; rank < ranks; rank++)
                count += headers[rank * stride + Fields + expert];
            tokensPerExpert[expert] = count;
        }

        int padded = (count + alignment - 1) / alignment * alignment;
        int sum = padded;
        for (int distance = 1; distance < moe::Warp::Size; distance *= 2)
        {
            int below = moe::Warp::ShuffleUp<int>(sum, distance);
            if (lane >= distance)
                sum += below;
        }

        if (expert < experts)
        {
            expertOffsets[expert + 1] = before + sum;
            int row = before + sum - padded;
            for (int rank = 0; rank < ranks; rank++)
            {
                sourceRows[rank * experts + expert] = row;
                row += headers[rank * stride + Fields + expert];
            }
        }

        before += moe::Warp::Shuffle<int>(sum, moe::Warp::Size - 1);
    }
}
}
