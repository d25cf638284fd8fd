#pragma once

namespace moe
{
/// Elements in device memory. A ReadOnlySpan<T> of C# is a Span<const T>.
template <typename T>
struct Span
{
    T* Data;
    int Length;

    __device__ T& operator[](int index) const { return Data[index]; }

    __device__ Span Slice(int start) const { return Span{Data + start, Length - start}; }

    __device__ Span Slice(int start, int length) const { return Span{Data + start, length}; }

    /// To Span<const T>; a conversion that would take const away does not compile.
    template <typename U>
    __device__ operator Span<U>() const { return Span<U>{Data, Length}; }
};
}
