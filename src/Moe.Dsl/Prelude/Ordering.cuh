#pragma once
#include "MemoryScope.cuh"

namespace moe
{
/// The unsigned integer of so many bytes, which acquires and releases are written for.
template <int bytes>
struct OrderedWord
{
    using Type = unsigned int;
};

template <>
struct OrderedWord<8>
{
    using Type = unsigned long long;
};

#ifdef __CUDA_ARCH__
// PTX names the scope in the instruction. It is a constant where it is called, so that one of the three is left.
#define MOE_IN_SCOPE(instruction) \
    if (scope == MemoryScope::Block) \
        instruction("cta"); \
    else if (scope == MemoryScope::System) \
        instruction("sys"); \
    else \
        instruction("gpu");

#define MOE_LOAD(bits, to) asm volatile("ld.acquire." bits " %0, [%1];" : to(value) : "l"(source) : "memory")
#define MOE_LOAD_32(scope) MOE_LOAD(scope ".b32", "=r")
#define MOE_LOAD_64(scope) MOE_LOAD(scope ".b64", "=l")
#define MOE_STORE(bits, from) asm volatile("st.release." bits " [%0], %1;" : : "l"(target), from(value) : "memory")
#define MOE_STORE_32(scope) MOE_STORE(scope ".b32", "r")
#define MOE_STORE_64(scope) MOE_STORE(scope ".b64", "l")

__device__ inline unsigned int Acquire(const unsigned int* source, MemoryScope scope)
{
    unsigned int value;
    MOE_IN_SCOPE(MOE_LOAD_32)
    return value;
}

__device__ inline unsigned long long Acquire(const unsigned long long* source, MemoryScope scope)
{
    unsigned long long value;
    MOE_IN_SCOPE(MOE_LOAD_64)
    return value;
}

__device__ inline void Release(unsigned int* target, unsigned int value, MemoryScope scope)
{
    MOE_IN_SCOPE(MOE_STORE_32)
}

__device__ inline void Release(unsigned long long* target, unsigned long long value, MemoryScope scope)
{
    MOE_IN_SCOPE(MOE_STORE_64)
}

#undef MOE_IN_SCOPE
#undef MOE_LOAD
#undef MOE_LOAD_32
#undef MOE_LOAD_64
#undef MOE_STORE
#undef MOE_STORE_32
#undef MOE_STORE_64
#else
// A host compiler, which tests run this text by.
template <typename T>
inline T Acquire(const T* source, MemoryScope)
{
    return __atomic_load_n(source, __ATOMIC_ACQUIRE);
}

template <typename T>
inline void Release(T* target, T value, MemoryScope)
{
    __atomic_store_n(target, value, __ATOMIC_RELEASE);
}
#endif

template <typename T>
__device__ inline T LoadAcquire(const T& source, MemoryScope scope = MemoryScope::Device)
{
    using Word = typename OrderedWord<sizeof(T)>::Type;
    return (T)Acquire((const Word*)&source, scope);
}

template <typename T>
__device__ inline void StoreRelease(
    T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
{
    using Word = typename OrderedWord<sizeof(T)>::Type;
    Release((Word*)&target, (Word)value, scope);
}

__device__ inline void Fence(MemoryScope scope = MemoryScope::Device)
{
    if (scope == MemoryScope::Block)
        __threadfence_block();
    else if (scope == MemoryScope::System)
        __threadfence_system();
    else
        __threadfence();
}
}
