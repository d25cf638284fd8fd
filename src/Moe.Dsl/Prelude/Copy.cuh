#pragma once
#include "Span.cuh"

namespace moe
{
/// One of `threads` threads' share of a copy: every threads-th vector of 16 bytes from `thread` on, four in flight, so
/// that neighbouring threads touch neighbouring memory; then every threads-th element of what is left. Loads and stores
/// past the end are left out one by one, so that a row that is no multiple of four rounds is still four in flight.
template <typename T>
__device__ inline void CopyShare(Span<const T> source, Span<T> destination, int thread, int threads)
{
    int copied = 0;
    if ((((unsigned long long)source.Data | (unsigned long long)destination.Data) & 15) == 0)
    {
        const uint4* from = (const uint4*)source.Data;
        uint4* to = (uint4*)destination.Data;
        int vectors = (int)((long long)source.Length * (int)sizeof(T) / 16);
#pragma unroll 1
        for (int first = thread; first < vectors; first += 4 * threads)
        {
            uint4 loaded[4];
#pragma unroll
            for (int i = 0; i < 4; i++)
                if (first + i * threads < vectors)
                    loaded[i] = from[first + i * threads];
#pragma unroll
            for (int i = 0; i < 4; i++)
                if (first + i * threads < vectors)
                    to[first + i * threads] = loaded[i];
        }

        copied = (int)((long long)vectors * 16 / (int)sizeof(T));
    }

    for (int i = copied + thread; i < source.Length; i += threads)
        destination.Data[i] = source.Data[i];
}
}
