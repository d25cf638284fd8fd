namespace Moe::Runtime::HeaderKernels
{
/// Writes a header for each rank, and where each other rank's rows start in the send buffer. One block.
template <int topK, int ranks>
__global__ void __launch_bounds__(128) WriteHeaders(
    moe::Span<const long long> verdict,
    moe::Span<const int> totals,
    moe::Span<const int> expertBase,
    moe::Span<const long long> expertIds,
    moe::Span<const int> choiceRank,
    moe::Span<const int> choiceExpert,
    moe::Span<int> headers,
    moe::Span<int> sendRow,
    int self,
    int tokens)
{
    constexpr int Fields = 8;
    constexpr int None = 0;
    constexpr int ExpertOutOfRange = 1;
    constexpr int RankOutOfRange = 2;
    constexpr int LocalExpertOutOfRange = 3;
    constexpr int Fault = 0;
    constexpr int Token = 1;
    constexpr int Choice = 2;
    constexpr int ValueLow = 3;
    constexpr int ValueHigh = 4;
    constexpr int AskedRank = 5;
    constexpr int Tokens = 6;
    constexpr int Rows = 7;
    int firstRow = 0;
    for (int rank = 0; rank < ranks; rank++)
    {
        int firstExpert = expertBase[rank];
        moe::Span<int> header = headers.Slice(rank * Fields + firstExpert, Fields + expertBase[rank + 1] - firstExpert);
        int rows = totals[expertBase[ranks] + rank];
        if ((int)threadIdx.x == 0)
        {
            int fault = (int)(verdict[0] & 3LL);
            int item = fault == None ? 0 : (int)((long long)tokens * (long long)topK - verdict[0] / 4LL);
            long long value = 0LL;
            if (fault == ExpertOutOfRange)
                value = expertIds[item];
            else if (fault == RankOutOfRange)
                value = choiceRank[item];
            else if (fault == LocalExpertOutOfRange)
                value = choiceExpert[item];
            header[Fault] = fault;
            header[Token] = item / topK;
            header[Choice] = item % topK;
            header[ValueLow] = (int)value;
            header[ValueHigh] = (int)(value >> 32);
            header[AskedRank] = fault == LocalExpertOutOfRange ? choiceRank[item] : -1;
            header[Tokens] = tokens;
            header[Rows] = rows;
            sendRow[rank] = rank == self ? -1 : firstRow;
        }

        for (int expert = (int)threadIdx.x; expert < expertBase[rank + 1] - firstExpert; expert += (int)blockDim.x)
            header[Fields + expert] = totals[firstExpert + expert];
        if (rank != self)
            firstRow += rows;
    }
}
}
