namespace App::Routing
{
/// Experts are looked up in a table.
struct TableRouting
{
    static constexpr bool HasCombine = false;
    static constexpr int Nowhere = -1;

    moe::Span<const int> ranks;
    float threshold;

    TableRouting() = default;

    __device__ TableRouting(moe::Span<const int> ranks, float threshold)
        : ranks(ranks), threshold(threshold)
    {
    }

    __device__ moe::Destination Place(moe::Assignment choice) const
    {
        int rank = ranks[choice.Expert];
        return rank == Nowhere || choice.Weight < threshold
            ? moe::Destination::Dropped()
            : moe::Destination(rank, Local(choice));
    }

    __device__ int Local(moe::Assignment choice) const
    {
        return choice.Expert - ranks.Length;
    }

    __device__ moe::Destination Route(moe::Assignment choice) const
    {
        return Place(choice);
    }

    __device__ float Weigh(float value, float weight) const
    {
        return value * weight;
    }
};
}
