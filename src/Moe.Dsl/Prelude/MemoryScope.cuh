#pragma once

namespace moe
{
/// The threads among which an operation counts: the block's, the GPU's, those of all GPUs and of the host.
enum class MemoryScope : int
{
    Block,
    Device,
    System
};

/// A parameter of type T that has no say in what T is.
template <typename T>
struct Given
{
    using Type = T;
};
}
