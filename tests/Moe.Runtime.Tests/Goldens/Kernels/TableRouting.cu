namespace Moe::Runtime::Tests::Exchange
{
/// A table says where each expert lives; light choices are dropped. Methods have names of their own.
struct TableRouting
{
    static constexpr bool HasCombine = false;

    moe::Span<const int> rankOf;
    moe::Span<const int> slotOf;
    float threshold;

    TableRouting() = default;

    __device__ TableRouting(moe::Span<const int> rankOf, moe::Span<const int> slotOf, float threshold)
        : rankOf(rankOf), slotOf(slotOf), threshold(threshold)
    {
    }

    __device__ moe::Destination Place(moe::Assignment choice) const
    {
        if (choice.Weight < threshold)
            return moe::Destination::Dropped();
        return moe::Destination(rankOf[choice.Expert], slotOf[choice.Expert]);
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
