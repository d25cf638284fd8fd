#pragma once
#include "Block.cuh"
#include "Copy.cuh"

namespace moe
{
/// Each operation names all 32 lanes: lanes that have returned, and those a partial warp lacks, do not count.
struct Warp
{
    static constexpr int Size = 32;
    static constexpr unsigned int All32 = 0xffffffffu;

    __device__ static int Lane() { return Block::Thread() % Size; }

    __device__ static int Index() { return Block::Thread() / Size; }

    __device__ static void Sync() { __syncwarp(All32); }

    __device__ static unsigned int Ballot(bool predicate) { return __ballot_sync(All32, predicate); }

    __device__ static bool Any(bool predicate) { return __any_sync(All32, predicate) != 0; }

    __device__ static bool All(bool predicate) { return __all_sync(All32, predicate) != 0; }

    __device__ static unsigned int MatchAny(int value) { return __match_any_sync(All32, value); }

    template <typename T>
    __device__ static T Shuffle(T value, int lane) { return __shfl_sync(All32, value, lane); }

    template <typename T>
    __device__ static T ShuffleUp(T value, int delta) { return __shfl_up_sync(All32, value, (unsigned int)delta); }

    template <typename T>
    __device__ static T ShuffleDown(T value, int delta)
    {
        return __shfl_down_sync(All32, value, (unsigned int)delta);
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
