namespace Moe::Runtime::HeaderKernels
{
/// From the headers received: where each source's pairs start, and where each expert's rows start and, within them,
/// each source's; and the counts for the host to read. One warp; it takes 32 experts at a time.
/// ownCounts: [R + Nowhere] pairs sent to each rank, and choices that go nowhere.
/// headers: [R * (Fields + L)] the headers, by source rank.
/// tokensFromRank: [R] pairs received from each rank.
/// firstPair: [R + 1] the first pair of each source; the last entry is V.
/// keptRow: [R] where this rank's own pairs start, under this rank; -1 under every other.
/// tokensPerExpert: [L].
/// expertOffsets: [L + 1] where each expert's rows start; the last entry is M of ByExpert.
/// sourceRows: [R * L] where the rows of each source and expert start.
/// hostCounts: [R + Nowhere + R * (Fields + L)] in the host's memory: this rank's own counts, then the headers
/// received.
/// self: This rank.
/// alignment: What the start of each expert's rows is a multiple of.
/// ranks: R.
template <int ranks>
__global__ void __launch_bounds__(32) PlaceRows(
    moe::Span<const int> ownCounts,
    moe::Span<const int> headers,
    moe::Span<int> tokensFromRank,
    moe::Span<int> firstPair,
    moe::Span<int> keptRow,
    moe::Span<int> tokensPerExpert,
    moe::Span<int> expertOffsets,
    moe::Span<int> sourceRows,
    moe::Span<int> hostCounts,
    int self,
    int alignment)
{
    constexpr int PlanHeader_Fields = 8;
    constexpr int PlanHeader_Rows = 7;
    int lane = moe::Warp::Lane();
    int experts = tokensPerExpert.Length;
    int stride = PlanHeader_Fields + experts;
    for (int i = lane; i < hostCounts.Length; i += moe::Warp::Size)
        hostCounts[i] = i < ownCounts.Length ? ownCounts[i] : headers[i - ownCounts.Length];
    if (lane == 0)
    {
        int pairs = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            int rows = headers[rank * stride + PlanHeader_Rows];
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
                count += headers[rank * stride + PlanHeader_Fields + expert];
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
                row += headers[rank * stride + PlanHeader_Fields + expert];
            }
        }

        before += moe::Warp::Shuffle<int>(sum, moe::Warp::Size - 1);
    }
}
}
