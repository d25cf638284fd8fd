namespace App::Steps
{
#line 6 "/src/App/Shared/Steps.cs"
__device__ inline int Fold(int value, int modulus)
{
    do
#line 10
        value = value / modulus + value % modulus;
#line 13
    while (value >= modulus);
    return value;
}
}

#line 1 "moe::Assignment"
namespace moe
{
/// One of the K choices the gate made for one token.
/// Token: The token's index on its own rank, 0 to T - 1.
/// Choice: Which of the token's choices this is, 0 to K - 1.
/// Expert: The chosen expert, 0 to E - 1: masked choices (-1) are never routed.
/// Weight: The weight the gate gave it.
struct Assignment
{
    int Token;
    int Choice;
    int Expert;
    float Weight;

    Assignment() = default;

    __device__ Assignment(int Token, int Choice, int Expert, float Weight)
        : Token(Token), Choice(Choice), Expert(Expert), Weight(Weight)
    {
    }

    __device__ bool operator==(const Assignment& other) const
    {
        return Token == other.Token && Choice == other.Choice && Expert == other.Expert
            && (Weight == other.Weight || (Weight != Weight && other.Weight != other.Weight));
    }
};
}

#line 1 "moe::Destination"
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

namespace App
{
/// Experts in turn.
#line 5 "/src/App/Routing.cs"
struct TurnRouting
{
    static constexpr bool HasCombine = false;

    int ranks;
    int perRank;

    TurnRouting() = default;

#line 5
    __device__ TurnRouting(int ranks, int perRank)
#line 5
        : ranks(ranks), perRank(perRank)
    {
    }

#line 8
    __device__ moe::Destination Send(moe::Assignment choice) const
    {
        int expert = choice.Expert;
        if (expert >= ranks * perRank)
            return moe::Destination::Dropped();

        return moe::Destination(::App::Steps::Fold(expert, ranks), expert / ranks);
    }

#line 8
    __device__ moe::Destination Route(moe::Assignment choice) const
    {
#line 8
        return Send(choice);
    }

#line 5
    __device__ float Weigh(float value, float weight) const
    {
#line 5
        return value * weight;
    }
};
}
