namespace App::Activations
{
/// x / (1 + exp(-x)).
__device__ inline float Silu(float x)
{
    return x / (1.0f + expf(-x));
}
}
