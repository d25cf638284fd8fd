namespace Moe::Runtime::Tests::Exchange
{
/// Consecutive experts share a rank.
struct BlockRouting
{
    static constexpr bool HasCombine = true;

    int expertsPerRank;

    BlockRouting() = default;

    __device__ BlockRouting(int expertsPerRank)
        : expertsPerRank(expertsPerRank)
    {
    }

    /// Expert e lives on rank e / expertsPerRank.
    __device__ moe::Destination Route(moe::Assignment choice) const
    {
        return moe::Destination(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
    }

    /// Value times weight.
    __device__ float Weigh(float value, float weight) const
    {
        return value * weight;
    }
};
}
