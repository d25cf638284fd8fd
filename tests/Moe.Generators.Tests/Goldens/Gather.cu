namespace App::Activations
{
template <typename T>
__global__ void __launch_bounds__(1024) Gather(moe::Rows<const T> rows, moe::Span<const int> order, moe::Span<T> long_)
{
    const T* __restrict__ rows_data = rows.Data;
    rows.Data = rows_data;
    T* __restrict__ long_data = long_.Data;
    long_.Data = long_data;
    moe::Span<const T> row = rows[order[(int)blockIdx.x]];
    long_[(int)blockIdx.x] = row[0];
}
}
