namespace moe
{
/// Where a choice goes.
/// Rank: The rank, 0 to R - 1.
/// Expert: The expert there, counted from 0 on that rank.
struct Destination
{
    int Rank;
    int Expert;

    Destination() = default;

    __device__ Destination(int Rank, int Expert)
        : Rank(Rank), Expert(Expert)
    {
    }

    /// Nowhere: the choice is not sent, and adds nothing to the combined token.
    __device__ static Destination Dropped()
    {
        return Destination(-1, -1);
    }

    __device__ bool operator==(const Destination& other) const
    {
        return Rank == other.Rank && Expert == other.Expert;
    }
};
}
