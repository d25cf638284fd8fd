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

/// Each operation names all 32 lanes: lanes that have returned, and those a partial warp lacks, do not count.
struct Warp
{
    static constexpr int Size = 32;
    static constexpr unsigned int All32 = 0xffffffffu;

    __device__ static int Lane() { return Block::Thread() % Size; }

    __device__ static int Index() { return Block::Thread() / Size; }

    __device__ static unsigned int LanesBelow() { return (1u << Lane()) - 1u; }

    __device__ static void Sync() { __syncwarp(All32); }

    __device__ static unsigned int Ballot(bool predicate) { return __ballot_sync(All32, predicate); }

    __device__ static bool Any(bool predicate) { return __any_sync(All32, predicate) != 0; }

    __device__ static bool All(bool predicate) { return __all_sync(All32, predicate) != 0; }

    __device__ static unsigned int MatchAny(int value) { return __match_any_sync(All32, value); }

    template <typename T>
    __device__ static T Shuffle(T value, int lane)
    {
        return Bits<T>::Of(__shfl_sync(All32, Bits<T>(value).Whole, lane));
    }

    template <typename T>
    __device__ static T ShuffleUp(T value, int delta)
    {
        return Bits<T>::Of(__shfl_up_sync(All32, Bits<T>(value).Whole, (unsigned int)delta));
    }

    template <typename T>
    __device__ static T ShuffleDown(T value, int delta)
    {
        return Bits<T>::Of(__shfl_down_sync(All32, Bits<T>(value).Whole, (unsigned int)delta));
    }

    __device__ static int Sum(int value) { return __reduce_add_sync(All32, value); }

    template <typename T>
    __device__ static void Copy(Span<const T> source, Span<T> destination)
    {
        int rest = Block::Threads() - Index() * Size;
        CopyShare<T>(source, destination, Lane(), rest < Size ? rest : Size);
    }
};
}
