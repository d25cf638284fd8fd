namespace App::Routing
{
/// Consecutive experts share a rank: expert e lives on rank e / expertsPerRank.
struct BlockRouting
{
    static constexpr bool HasCombine = true;

    int expertsPerRank;

    BlockRouting() = default;

    __device__ BlockRouting(int expertsPerRank)
        : expertsPerRank(expertsPerRank)
    {
    }

    __device__ moe::Destination Route(moe::Assignment choice) const
    {
        return moe::Destination(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
    }

    __device__ float Weigh(float value, float weight) const
    {
        return value * weight;
    }
};
}
