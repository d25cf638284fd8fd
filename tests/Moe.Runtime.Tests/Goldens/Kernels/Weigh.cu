namespace Moe::Runtime::CombineKernels
{
/// Weighs and adds, for each pair, its choices' answers in rising choice order, in float, and rounds the sum. One block
/// takes a pair.
/// routing: The routing.
/// output: [M, H] the experts' answers.
/// choiceRow: [V, K] the row that belongs to a choice; -1 where there is none.
/// weights: [V, K].
/// sums: [pairs, H] the sums of the pairs from firstPair on, without those left out.
/// firstPair: The first pair.
/// leaveOutFrom: The first pair left out.
/// leaveOut: How many pairs are left out.
/// topK: K.
template <typename TRouting, typename T, int topK>
__global__ void __launch_bounds__(256) Weigh(
    TRouting routing,
    moe::Rows<const T> output,
    moe::Rows<const int> choiceRow,
    moe::Rows<const float> weights,
    moe::Rows<T> sums,
    int firstPair,
    int leaveOutFrom,
    int leaveOut)
{
    __shared__ int rows_storage[topK];
    moe::Span<int> rows{rows_storage, topK};
    __shared__ float rowWeights_storage[topK];
    moe::Span<float> rowWeights{rowWeights_storage, topK};
    __shared__ int found_storage[1];
    moe::Span<int> found{found_storage, 1};
    if ((int)threadIdx.x == 0)
    {
        int pair = firstPair + (int)blockIdx.x;
        if (pair >= leaveOutFrom)
            pair += leaveOut;
        int count = 0;
        for (int choice = 0; choice < topK; choice++)
        {
            int row = choiceRow[pair][choice];
            if (row >= 0)
            {
                rows[count] = row;
                rowWeights[count] = weights[pair][choice];
                count++;
            }
        }

        found[0] = count;
    }

    moe::Block::Sync();
    WeighRows<TRouting, T>(routing, output, rows.Slice(0, found[0]), rowWeights, sums[(int)blockIdx.x]);
}
}
