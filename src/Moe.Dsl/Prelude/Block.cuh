#pragma once
#include "Copy.cuh"

namespace moe
{
struct Block
{
    __device__ static void Sync() { __syncthreads(); }

    __device__ static int Thread()
    {
        return (int)((threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x);
    }

    __device__ static int Threads() { return (int)(blockDim.x * blockDim.y * blockDim.z); }

    template <typename T>
    __device__ static void Copy(Span<const T> source, Span<T> destination)
    {
        CopyShare<T>(source, destination, Thread(), Threads());
    }

    template <typename T>
    __device__ static void Fill(Span<T> destination, T value)
    {
        int filled = 0;
        if (16 % sizeof(T) == 0 && ((unsigned long long)destination.Data & 15) == 0)
        {
            uint4 vector;
            for (int i = 0; i < 16; i++)
                ((char*)&vector)[i] = ((const char*)&value)[i % (int)sizeof(T)];
            int vectors = (int)((long long)destination.Length * (int)sizeof(T) / 16);
            for (int i = Thread(); i < vectors; i += Threads())
                ((uint4*)destination.Data)[i] = vector;
            filled = (int)((long long)vectors * 16 / (int)sizeof(T));
        }

        for (int i = filled + Thread(); i < destination.Length; i += Threads())
            destination[i] = value;
    }
};
}
