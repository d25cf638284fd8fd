namespace Moe::Runtime::HeaderKernels
{
/// Writes a header for each rank, and where each rank's rows and records start in what is sent. One block.
/// verdicts: [tiles] as Route left them.
/// totals: [S + R + Nowhere] what TileBins says, of all tiles.
/// expertBase: [R + 1] the first of each rank's experts among the S.
/// expertIds: [T * K].
/// choiceRank: [T * K].
/// choiceExpert: [T * K].
/// headers: [R * Fields + S] the headers for the other ranks, by rank.
/// received: [R * (Fields + L)] where this rank's own header goes: among those it receives.
/// sendRow: [R] the first row for each rank among those sent; -1 for this rank itself.
/// recordRow: [R] the first record for each rank; this rank's own come last.
/// self: This rank.
/// tokens: T.
/// topK: K.
/// ranks: R.
template <int topK, int ranks>
__global__ void __launch_bounds__(128) WriteHeaders(
    moe::Span<const long long> verdicts,
    moe::Span<const int> totals,
    moe::Span<const int> expertBase,
    moe::Span<const long long> expertIds,
    moe::Span<const int> choiceRank,
    moe::Span<const int> choiceExpert,
    moe::Span<int> headers,
    moe::Span<int> received,
    moe::Span<int> sendRow,
    moe::Span<int> recordRow,
    int self,
    int tokens)
{
    constexpr int PlanHeader_Fields = 8;
    constexpr int Fault_None = 0;
    constexpr int PlanHeader_Fault = 0;
    constexpr int PlanHeader_Item = 1;
    constexpr int PlanHeader_ExpertLow = 2;
    constexpr int PlanHeader_ExpertHigh = 3;
    constexpr int PlanHeader_NamedRank = 4;
    constexpr int PlanHeader_NamedExpert = 5;
    constexpr int PlanHeader_Tokens = 6;
    constexpr int PlanHeader_Rows = 7;
    alignas(16) __shared__ long long verdict_storage[1];
    moe::Span<long long> verdict{verdict_storage, 1};
    if ((int)threadIdx.x == 0)
        verdict[0] = 0;
    moe::Block::Sync();
    for (int tile = (int)threadIdx.x; tile < verdicts.Length; tile += (int)blockDim.x)
    {
        if (verdicts[tile] != 0)
            moe::Atomic::Max(verdict[0], verdicts[tile]);
    }

    moe::Block::Sync();
    int firstRow = 0;
    for (int rank = 0; rank < ranks; rank++)
    {
        int firstExpert = expertBase[rank];
        int length = PlanHeader_Fields + expertBase[rank + 1] - firstExpert;
        moe::Span<int> header = rank == self
            ? received.Slice(rank * length, length)
            : headers.Slice(rank * PlanHeader_Fields + firstExpert, length);
        int rows = totals[expertBase[ranks] + rank];
        if ((int)threadIdx.x == 0)
        {
            int fault = (int)(verdict[0] & 3);
            int item = 0;
            long long expert = -1;
            moe::Destination named = moe::Destination::Dropped();
            if (fault != Fault_None)
            {
                item = (int)((long long)tokens * topK - verdict[0] / 4);
                expert = expertIds[item];
                named = moe::Destination(choiceRank[item], choiceExpert[item]);
            }

            header[PlanHeader_Fault] = fault;
            header[PlanHeader_Item] = item;
            header[PlanHeader_ExpertLow] = (int)expert;
            header[PlanHeader_ExpertHigh] = (int)(expert >> 32);
            header[PlanHeader_NamedRank] = named.Rank;
            header[PlanHeader_NamedExpert] = named.Expert;
            header[PlanHeader_Tokens] = tokens;
            header[PlanHeader_Rows] = rows;
            sendRow[rank] = rank == self ? -1 : firstRow;
            if (rank != self)
                recordRow[rank] = firstRow;
        }

        for (int expert = (int)threadIdx.x; expert < expertBase[rank + 1] - firstExpert; expert += (int)blockDim.x)
            header[PlanHeader_Fields + expert] = totals[firstExpert + expert];
        if (rank != self)
            firstRow += rows;
    }

    if ((int)threadIdx.x == 0)
        recordRow[self] = firstRow;
}
}
