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
    int pair = firstPair + (int)blockIdx.x;
    if (pair >= leaveOutFrom)
        pair += leaveOut;
    moe::Span<T> result = sums[(int)blockIdx.x];
    for (int i = (int)threadIdx.x; i < result.Length; i += (int)blockDim.x)
    {
        float sum = 0.0f;
        bool any = false;
        for (int choice = 0; choice < topK; choice++)
        {
            int row = choiceRow[pair][choice];
            if (row >= 0)
            {
                float value = routing.Weigh(moe::Element::ToSingle<T>(output[row][i]), weights[pair][choice]);
                sum = any ? sum + value : value;
                any = true;
            }
        }

        result[i] = moe::Element::FromSingle<T>(sum);
    }
}
}
