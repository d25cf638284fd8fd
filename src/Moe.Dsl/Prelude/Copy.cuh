#pragma once
#include "Span.cuh"

namespace moe
{
/// One of `threads` threads' share of a copy: every threads-th vector of 16 bytes from `thread` on, four in flight, so
/// that neighbouring threads touch neighbouring memory; then every threads-th element of what is left.
template <typename T>
__device__ inline void CopyShare(Span<const T> source, Span<T> destination, int thread, int threads)
{
    int copied = 0;
    if ((((unsigned long long)source.Data | (unsigned long long)destination.Data) & 15) == 0)
    {
        const uint4* from = (const uint4*)source.Data;
        uint4* to = (uint4*)destination.Data;
        int vectors = (int)((long long)source.Length * (int)sizeof(T) / 16);
        int i = thread;
        for (; i < vectors - 3 * threads; i += 4 * threads)
        {
            uint4 first = from[i];
            uint4 second = from[i + threads];
            uint4 third = from[i + 2 * threads];
            uint4 fourth = from[i + 3 * threads];
            to[i] = first;
            to[i + threads] = second;
            to[i + 2 * threads] = third;
            to[i + 3 * threads] = fourth;
        }

        for (; i < vectors; i += threads)
            to[i] = from[i];
        copied = (int)((long long)vectors * 16 / (int)sizeof(T));
    }

    for (int i = copied + thread; i < source.Length; i += threads)
        destination.Data[i] = source.Data[i];
}
}
