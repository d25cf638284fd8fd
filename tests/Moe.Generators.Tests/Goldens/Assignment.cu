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
