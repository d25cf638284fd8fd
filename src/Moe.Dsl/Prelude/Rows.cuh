#pragma once
#include "Span.cuh"

namespace moe
{
/// Rows of equal width, row after row. A ReadOnlyRows<T> of C# is a Rows<const T>.
template <typename T>
struct Rows
{
    T* Data;
    long long Count;
    int Width;

    __device__ Span<T> operator[](long long row) const { return Span<T>{Data + row * Width, Width}; }

    /// To Rows<const T>, and to nothing else.
    template <typename U, typename = typename Const<T, U>::Type>
    __device__ operator Rows<U>() const { return Rows<U>{Data, Count, Width}; }
};
}
