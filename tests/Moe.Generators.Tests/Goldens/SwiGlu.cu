namespace App::Activations
{
/// Silu of the gate, times up.
/// gate: [n].
/// up: [n], as long as gate.
/// result: [n]; each of the n values is written once, by the thread that counts as many threads before it, through
/// Silu.
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
