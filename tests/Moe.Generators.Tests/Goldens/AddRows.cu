namespace App::Activations
{
template <typename T, int ways>
__global__ void __launch_bounds__(1024) AddRows(moe::Rows<const T> rows, moe::Span<T> total)
{
    alignas(16) int counts_storage[ways * 2] = {};
    moe::Span<int> counts{counts_storage, ways * 2};
    for (int first = (int)threadIdx.x * moe::Pack<T>::Length; first < total.Length;
        first += (int)blockDim.x * moe::Pack<T>::Length)
    {
        alignas(16) float sums_storage[moe::Pack<T>::Length] = {};
        moe::Span<float> sums{sums_storage, moe::Pack<T>::Length};
        for (long long row = 0; row < rows.Count; row++)
        {
            moe::Pack<T> pack = moe::Pack<T>::Load(rows[row], first, moe::LoadHint::Streaming);
            for (int i = 0; i < sums.Length; i++)
                sums[i] += moe::Element::ToSingle<T>(pack[i]);
        }

        counts[0]++;
        for (int i = 0; i < sums.Length; i++)
            total[first + i] = moe::Element::FromSingle<T>(sums[i] + counts[0]);
    }
}
}
