namespace moe
{
/// One of the K choices the gate made for one token.
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
