#pragma once

namespace moe
{
/// Of a T that is not const: that const T is what it becomes.
template <typename T, typename U>
struct Const;

template <typename T>
struct Const<T, const T>
{
    using Type = const T;
};

/// Elements in device memory. A ReadOnlySpan<T> of C# is a Span<const T>.
template <typename T>
struct Span
{
    T* Data;
    int Length;

    __device__ T& operator[](int index) const { return Data[index]; }

    __device__ Span Slice(int start) const { return Span{Data + start, Length - start}; }

    __device__ Span Slice(int start, int length) const { return Span{Data + start, length}; }

    /// To Span<const T>, and to nothing else.
    template <typename U, typename = typename Const<T, U>::Type>
    __device__ operator Span<U>() const { return Span<U>{Data, Length}; }
};
}
