namespace Moe::Runtime::CombineKernels
{
/// Weighs and adds, for each pair, its choices' answers in rising choice order, in float, and rounds the sum. One block
/// takes a pair.
/// routing: The routing.
/// output: [M, H] the experts' answers.
/// choiceRow: [V, K] the row that belongs to a choice; -1 where there is none.
/// weights: [V, K].
/// pairs: Whose answers are summed, n pairs.
/// sums: [n, H].
/// topK: K.
template <typename TRouting, typename T, int topK>
__global__ void __launch_bounds__(256) Weigh(
    TRouting routing,
    moe::Rows<const T> output,
    moe::Rows<const int> choiceRow,
    moe::Rows<const float> weights,
    PairRange pairs,
    moe::Rows<T> sums)
{
    alignas(16) __shared__ int rows_storage[topK];
    moe::Span<int> rows{rows_storage, topK};
    alignas(16) __shared__ float rowWeights_storage[topK];
    moe::Span<float> rowWeights{rowWeights_storage, topK};
    alignas(16) __shared__ int found_storage[1];
    moe::Span<int> found{found_storage, 1};
    int pair = pairs.At((int)blockIdx.x);
    for (int choice = (int)threadIdx.x; choice < topK; choice += (int)blockDim.x)
    {
        int row = choiceRow[pair][choice];
        float weight = weights[pair][choice];
        int before = 0;
        for (int other = 0; other < topK; other++)
        {
            int otherRow = choiceRow[pair][other];
            if (other < choice && otherRow >= 0)
                before++;
        }

        if (row >= 0)
        {
            rows[before] = row;
            rowWeights[before] = weight;
        }

        if (choice == topK - 1)
            found[0] = row >= 0 ? before + 1 : before;
    }

    moe::Block::Sync();
    if (moe::Pack<T>::Fits(output) && moe::Pack<T>::Fits(sums))
        CombineKernels::WeighPacks<TRouting, T>(routing, output, rows.Slice(0, found[0]), rowWeights,
            sums[(int)blockIdx.x]);
    else
        CombineKernels::WeighRows<TRouting, T>(routing, output, rows.Slice(0, found[0]), rowWeights,
            sums[(int)blockIdx.x]);
}
}
