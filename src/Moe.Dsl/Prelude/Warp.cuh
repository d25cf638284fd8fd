#pragma once
#include "Block.cuh"
#include "Copy.cuh"

namespace moe
{
/// A value of at most 8 bytes as the 4 or 8 that a warp shuffles.
template <typename T, bool isLong = (sizeof(T) > 4)>
union Bits
{
    unsigned int Whole;
    T Value;

    __device__ explicit Bits(T value) : Whole(0) { Value = value; }

    __device__ static T Of(unsigned int whole)
    {
        Bits bits{T()};
        bits.Whole = whole;
        return bits.Value;
    }
};

template <typename T>
union Bits<T, true>
{
    static_assert(sizeof(T) <= 8, "A warp shuffles values of at most 8 bytes.");

    unsigned long long Whole;
    T Value;

    __device__ explicit Bits(T value) : Whole(0) { Value = value; }

    __device__ static T Of(unsigned long long whole)
    {
        Bits bits{T()};
        bits.Whole = whole;
        return bits.Value;
    }
};

/// Lanes that have returned, and those that a partial warp lacks, do not count, whatever the mask says of them.
struct Warp
{
    static constexpr int Size = 32;
    static constexpr unsigned int FullMask = 0xffffffffu;

    __device__ static int Lane() { return Block::Thread() % Size; }

    __device__ static int Index() { return Block::Thread() / Size; }

    __device__ static unsigned int LanesBelow() { return (1u << Lane()) - 1u; }

    __device__ static void Sync(unsigned int mask = FullMask) { __syncwarp(mask); }

    __device__ static unsigned int Ballot(bool predicate, unsigned int mask = FullMask)
    {
        return __ballot_sync(mask, predicate);
    }

    __device__ static bool Any(bool predicate, unsigned int mask = FullMask)
    {
        return __any_sync(mask, predicate) != 0;
    }

    __device__ static bool All(bool predicate, unsigned int mask = FullMask)
    {
        return __all_sync(mask, predicate) != 0;
    }

    __device__ static unsigned int MatchAny(int value, unsigned int mask = FullMask)
    {
        return __match_any_sync(mask, value);
    }

    template <typename T>
    __device__ static T Shuffle(T value, int lane, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_sync(mask, Bits<T>(value).Whole, lane));
    }

    template <typename T>
    __device__ static T ShuffleUp(T value, int delta, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_up_sync(mask, Bits<T>(value).Whole, (unsigned int)delta));
    }

    template <typename T>
    __device__ static T ShuffleDown(T value, int delta, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_down_sync(mask, Bits<T>(value).Whole, (unsigned int)delta));
    }

    template <typename T>
    __device__ static T ShuffleXor(T value, int bits, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_xor_sync(mask, Bits<T>(value).Whole, bits));
    }

    __device__ static int Sum(int value, unsigned int mask = FullMask)
    {
        return __reduce_add_sync(mask, value);
    }

    __device__ static unsigned int Sum(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_add_sync(mask, value);
    }

    __device__ static int Min(int value, unsigned int mask = FullMask)
    {
        return __reduce_min_sync(mask, value);
    }

    __device__ static unsigned int Min(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_min_sync(mask, value);
    }

    __device__ static int Max(int value, unsigned int mask = FullMask)
    {
        return __reduce_max_sync(mask, value);
    }

    __device__ static unsigned int Max(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_max_sync(mask, value);
    }

    __device__ static unsigned int And(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_and_sync(mask, value);
    }

    __device__ static unsigned int Or(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_or_sync(mask, value);
    }

    __device__ static unsigned int Xor(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_xor_sync(mask, value);
    }

    template <typename T>
    __device__ static void Copy(Span<const T> source, Span<T> destination)
    {
        int rest = Block::Threads() - Index() * Size;
        CopyShare<T>(source, destination, Lane(), rest < Size ? rest : Size);
    }
};
}
