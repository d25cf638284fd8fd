namespace Moe::Runtime::ArrivalKernels
{
/// Says that padding belongs to no pair and no choice. Block e takes expert e.
/// tokensPerExpert: [L].
/// expertOffsets: [L + 1].
/// rowToken: [M].
/// rowChoice: [M].
/// rowWeight: [M].
__global__ void __launch_bounds__(128) MarkPadding(
    moe::Span<const int> tokensPerExpert,
    moe::Span<const int> expertOffsets,
    moe::Span<int> rowToken,
    moe::Span<int> rowChoice,
    moe::Span<float> rowWeight)
{
    int expert = (int)blockIdx.x;
    int first = expertOffsets[expert] + tokensPerExpert[expert];
    for (int row = first + (int)threadIdx.x; row < expertOffsets[expert + 1]; row += (int)blockDim.x)
    {
        rowToken[row] = -1;
        rowChoice[row] = -1;
        rowWeight[row] = 0.0f;
    }
}
}
