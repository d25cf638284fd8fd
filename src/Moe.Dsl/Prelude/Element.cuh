#pragma once

namespace moe
{
/// The element types of rows: float, Half, BFloat16 and the 8-bit formats.
struct Element
{
    template <typename T>
    __device__ static float ToSingle(T value) { return (float)value; }

    template <typename T>
    __device__ static T FromSingle(float value) { return (T)value; }
};
}
