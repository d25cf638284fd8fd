namespace App::Activations
{
/// Silu of the gate, times up.
__global__ void __launch_bounds__(256) SwiGlu(
    moe::Span<const float> gate,
    moe::Span<const float> up,
    moe::Span<float> result)
{
    int i = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
    if (i < result.Length)
        result[i] = Silu(gate[i]) * up[i];
}
}
