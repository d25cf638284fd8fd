namespace Moe::Runtime::ArrivalKernels
{
/// Takes the records of some pairs apart. One thread takes a choice of a pair. A row belongs to one choice by expert,
/// or where K = 1.
/// records: [n, 1 + 3 K] as PackWithRecords wrote them, by source rank.
/// pairs: Whose they are, n pairs.
/// firstPair: [R + 1] the first pair of each source rank.
/// sourceRows: [R * L] where the rows of each source and expert start.
/// sourceIndex: [V].
/// sourceRank: [V].
/// topkIndices: [V, K].
/// topkWeights: [V, K].
/// choiceRow: [V, K] the row that belongs to a choice; -1 where there is none.
/// rowToken: [M] ByExpert: the pair that a row belongs to; padding is left.
/// rowChoice: [M] ByExpert: the choice; padding is left.
/// rowWeight: [M] ByExpert: the weight; padding is left.
/// topK: K.
/// ranks: R.
/// byExpert: Whether rows are grouped by expert.
template <int topK, int ranks, bool byExpert>
__global__ void __launch_bounds__(128) Unpack(
    moe::Rows<const int> records,
    PairRange pairs,
    moe::Span<const int> firstPair,
    moe::Span<const int> sourceRows,
    moe::Span<int> sourceIndex,
    moe::Span<int> sourceRank,
    moe::Rows<int> topkIndices,
    moe::Rows<float> topkWeights,
    moe::Rows<int> choiceRow,
    moe::Span<int> rowToken,
    moe::Span<int> rowChoice,
    moe::Span<float> rowWeight)
{
    long long item = (long long)(int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
    if (item >= records.Count * topK)
        return;
    int i = (int)(item / topK);
    int choice = (int)(item % topK);
    int pair = pairs.At(i);
    int source = 0;
    while (pair >= firstPair[source + 1])
        source++;

    moe::Span<const int> record = records[i];
    if (choice == 0)
    {
        sourceIndex[pair] = record[0];
        sourceRank[pair] = source;
    }

    int expert = record[1 + choice];
    float weight = __int_as_float(record[1 + 2 * topK + choice]);
    topkIndices[pair][choice] = expert;
    topkWeights[pair][choice] = weight;
    int row = -1;
    if (byExpert && expert >= 0)
    {
        row = sourceRows[source * (sourceRows.Length / ranks) + expert] + record[1 + topK + choice];
        rowToken[row] = pair;
        rowChoice[row] = choice;
        rowWeight[row] = weight;
    }
    else if (topK == 1)
        row = pair;

    choiceRow[pair][choice] = row;
}
}
