namespace App::Activations
{
template <typename T, int width, Mode mode>
__global__ void __launch_bounds__(128, 4) SumRows(moe::Rows<const T> rows, moe::Span<float> sums)
{
    constexpr int Tile = 64;
    alignas(16) __shared__ float partial_storage[width * 2 + Tile];
    moe::Span<float> partial{partial_storage, width * 2 + Tile};
    for (long long row = (int)blockIdx.x; row < rows.Count; row += (int)gridDim.x)
    {
        float sum = mode == Mode::Sum ? 0.0f : 1.0f;
        moe::Span<const T> values = rows[row];
        for (int i = (int)threadIdx.x; i < width; i += (int)blockDim.x)
        {
            float value = moe::Element::ToSingle<T>(values[i]);
            if (mode == Mode::Sum)
                sum += value;
            else
                sum *= value;
        }

        sum += moe::Warp::ShuffleDown<float>(sum, 16);
        partial[(int)threadIdx.x] = sum;
        moe::Block::Sync();
        if ((int)threadIdx.x == 0)
            moe::Atomic::Add(sums[(int)row], partial[0] + partial[Tile]);
        moe::Block::Sync();
    }
}
}
