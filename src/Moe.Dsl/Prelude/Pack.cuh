#pragma once
#include "Element.cuh"
#include "Rows.cuh"

namespace moe
{
enum class LoadHint : int
{
    Cached,
    Streaming,
    Global,
    ReadOnly
};

enum class StoreHint : int
{
    Cached,
    Streaming,
    Global
};

/// 16 bytes of T, loaded and stored at once.
template <typename T>
struct alignas(16) Pack
{
    static_assert(16 % sizeof(T) == 0, "A pack is a whole number of elements.");

    static constexpr int Length = 16 / (int)sizeof(T);

    T Values[Length];

    __device__ T& operator[](int index) { return Values[index]; }
    __device__ const T& operator[](int index) const { return Values[index]; }

    /// Whether every row starts at a multiple of 16 bytes and is a whole number of packs.
    __device__ static bool Fits(Rows<const T> rows)
    {
        return ((unsigned long long)rows.Data & 15) == 0 && rows.Width % Length == 0;
    }

    __device__ static Pack Load(Span<const T> source, int index, LoadHint hint = LoadHint::Cached)
    {
        const uint4* from = (const uint4*)(source.Data + index);
        uint4 bytes = hint == LoadHint::Streaming ? __ldcs(from)
            : hint == LoadHint::Global ? __ldcg(from)
            : hint == LoadHint::ReadOnly ? __ldg(from)
            : *from;
        Pack pack;
        memcpy(&pack, &bytes, sizeof(pack));
        return pack;
    }

    __device__ static void Store(Span<T> destination, int index, Pack value, StoreHint hint = StoreHint::Cached)
    {
        uint4 bytes;
        memcpy(&bytes, &value, sizeof(value));
        uint4* to = (uint4*)(destination.Data + index);
        if (hint == StoreHint::Streaming)
            __stcs(to, bytes);
        else if (hint == StoreHint::Global)
            __stcg(to, bytes);
        else
            *to = bytes;
    }
};

/// A float for each element of a Pack<T>, in registers.
template <typename T>
struct Singles
{
    float Values[Pack<T>::Length];

    __device__ float& operator[](int index) { return Values[index]; }
    __device__ const float& operator[](int index) const { return Values[index]; }

    __device__ static Singles FromPack(Pack<T> pack)
    {
        Singles values;
#pragma unroll
        for (int i = 0; i < Pack<T>::Length; i++)
            values.Values[i] = Element::ToSingle(pack.Values[i]);
        return values;
    }

    __device__ static Pack<T> ToPack(Singles values)
    {
        Pack<T> pack;
#pragma unroll
        for (int i = 0; i < Pack<T>::Length; i++)
            pack.Values[i] = Element::FromSingle<T>(values.Values[i]);
        return pack;
    }

    __device__ static Singles Add(Singles left, Singles right)
    {
#pragma unroll
        for (int i = 0; i < Pack<T>::Length; i++)
            left.Values[i] = left.Values[i] + right.Values[i];
        return left;
    }

    __device__ static Singles Multiply(Singles values, float factor)
    {
#pragma unroll
        for (int i = 0; i < Pack<T>::Length; i++)
            values.Values[i] = values.Values[i] * factor;
        return values;
    }
};
}
