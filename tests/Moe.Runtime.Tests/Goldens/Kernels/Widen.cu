namespace Moe::Runtime::RouteKernels
{
/// Copies expert ids, widening them, so that a plan has its own and one kernel serves both types.
/// source: [T * K].
/// result: [T * K].
__global__ void __launch_bounds__(256) Widen(moe::Span<const int> source, moe::Span<long long> result)
{
    int i = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
    if (i < result.Length)
        result[i] = source[i];
}
}
