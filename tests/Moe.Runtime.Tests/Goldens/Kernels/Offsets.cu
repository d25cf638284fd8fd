namespace Moe::Runtime::RouteKernels
{
/// Turns each bin's counts by tile into the sum of the tiles before, and its total. One warp takes a bin.
/// tileCounts: [bins * tiles] counts, replaced by the sums before.
/// totals: [bins].
/// tiles: Tiles.
__global__ void __launch_bounds__(128) Offsets(moe::Span<int> tileCounts, moe::Span<int> totals, int tiles)
{
    int bin = ((int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x) / moe::Warp::Size;
    if (bin >= totals.Length)
        return;
    int lane = moe::Warp::Lane();
    int before = 0;
    for (int first = 0; first < tiles; first += moe::Warp::Size)
    {
        int tile = first + lane;
        int count = tile < tiles ? tileCounts[bin * tiles + tile] : 0;
        int sum = count;
        for (int distance = 1; distance < moe::Warp::Size; distance *= 2)
        {
            int below = moe::Warp::ShuffleUp<int>(sum, distance);
            if (lane >= distance)
                sum += below;
        }

        if (tile < tiles)
            tileCounts[bin * tiles + tile] = before + sum - count;
        before += moe::Warp::Shuffle<int>(sum, moe::Warp::Size - 1);
    }

    if (lane == 0)
        totals[bin] = before;
}
}
