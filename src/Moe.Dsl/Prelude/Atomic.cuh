#pragma once
#include "MemoryScope.cuh"

namespace moe
{
/// CUDA has most of its 64-bit operations for unsigned integers only; the bits are the same.
template <typename T>
struct AtomicWord
{
    using Type = T;
};

template <>
struct AtomicWord<long long>
{
    using Type = unsigned long long;
};

// The scope is a constant where it is called, so that one of the three is left.
#define MOE_SCOPED(function, ...) \
    (scope == MemoryScope::Block ? function##_block(__VA_ARGS__) \
        : scope == MemoryScope::System ? function##_system(__VA_ARGS__) : function(__VA_ARGS__))

/// Relaxed; each returns the value from before.
struct Atomic
{
    template <typename T>
    __device__ static T Add(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicAdd, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Min(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        return MOE_SCOPED(atomicMin, &target, value);
    }

    template <typename T>
    __device__ static T Max(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        return MOE_SCOPED(atomicMax, &target, value);
    }

    template <typename T>
    __device__ static T And(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicAnd, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Or(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicOr, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Xor(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicXor, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Exchange(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicExch, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T CompareExchange(
        T& target,
        typename Given<T>::Type value,
        typename Given<T>::Type comparand,
        MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicCAS, (Word*)&target, (Word)comparand, (Word)value);
    }
};

#undef MOE_SCOPED
}
