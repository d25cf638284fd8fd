#pragma once
#include "BFloat16.cuh"

namespace moe
{
/// The element types of rows: float and BFloat16.
struct Element
{
    template <typename T>
    __device__ static float ToSingle(T value) { return (float)value; }

    template <typename T>
    __device__ static T FromSingle(float value) { return (T)value; }
};
}
