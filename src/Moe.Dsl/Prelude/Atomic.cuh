#pragma once

namespace moe
{
/// Relaxed, of device scope; each returns the value from before.
struct Atomic
{
    __device__ static int Add(int& target, int value) { return atomicAdd(&target, value); }

    __device__ static unsigned int Add(unsigned int& target, unsigned int value) { return atomicAdd(&target, value); }

    __device__ static long long Add(long long& target, long long value)
    {
        return (long long)atomicAdd((unsigned long long*)&target, (unsigned long long)value);
    }

    __device__ static unsigned long long Add(unsigned long long& target, unsigned long long value)
    {
        return atomicAdd(&target, value);
    }

    __device__ static float Add(float& target, float value) { return atomicAdd(&target, value); }

    __device__ static int Min(int& target, int value) { return atomicMin(&target, value); }

    __device__ static long long Min(long long& target, long long value) { return atomicMin(&target, value); }

    __device__ static int Max(int& target, int value) { return atomicMax(&target, value); }

    __device__ static long long Max(long long& target, long long value) { return atomicMax(&target, value); }

    __device__ static int Exchange(int& target, int value) { return atomicExch(&target, value); }

    __device__ static int CompareExchange(int& target, int value, int comparand)
    {
        return atomicCAS(&target, comparand, value);
    }
};
}
