namespace App::Activations
{
template <typename TRouting>
__global__ void __launch_bounds__(1024) Place(
    TRouting routing,
    moe::Span<const int> experts,
    moe::Span<const float> weights,
    moe::Span<moe::Destination> places,
    int topK)
{
    int i = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
    if (i >= experts.Length)
        return;

    places[i] = experts[i] < 0 || !TRouting::HasCombine
        ? moe::Destination::Dropped()
        : routing.Route(moe::Assignment(i / topK, i % topK, experts[i], weights[i]));
}
}
