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
        for (int i = Thread(); i < destination.Length; i += Threads())
            destination[i] = value;
    }
};
}
