namespace Moe::Runtime::ArrivalKernels
{
/// Zeroes the rows between an expert's last and the next one's first. Blocks (e, _) share expert e.
/// tokensPerExpert: [L].
/// expertOffsets: [L + 1].
/// rows: [M, H].
template <typename T>
__global__ void __launch_bounds__(256) ZeroPadding(
    moe::Span<const int> tokensPerExpert,
    moe::Span<const int> expertOffsets,
    moe::Rows<T> rows)
{
    int expert = (int)blockIdx.x;
    int first = expertOffsets[expert] + tokensPerExpert[expert];
    for (int row = first + (int)blockIdx.y; row < expertOffsets[expert + 1]; row += (int)gridDim.y)
        moe::Block::Fill<T>(rows[row], moe::Element::FromSingle<T>(0.0f));
}
}
