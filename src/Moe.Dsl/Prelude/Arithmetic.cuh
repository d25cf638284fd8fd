#pragma once

namespace moe
{
/// C#'s conversions from floating point to integers: toward zero, saturating, NaN to zero.
__device__ inline int ToInt32(float value) { return value != value ? 0 : __float2int_rz(value); }
__device__ inline int ToInt32(double value) { return value != value ? 0 : __double2int_rz(value); }
__device__ inline unsigned int ToUInt32(float value) { return value != value ? 0u : __float2uint_rz(value); }
__device__ inline unsigned int ToUInt32(double value) { return value != value ? 0u : __double2uint_rz(value); }
__device__ inline long long ToInt64(float value) { return value != value ? 0ll : __float2ll_rz(value); }
__device__ inline long long ToInt64(double value) { return value != value ? 0ll : __double2ll_rz(value); }
__device__ inline unsigned long long ToUInt64(float value) { return value != value ? 0ull : __float2ull_rz(value); }
__device__ inline unsigned long long ToUInt64(double value) { return value != value ? 0ull : __double2ull_rz(value); }

/// C#'s Min and Max of floating point: NaN if either is, and -0 below +0.
__device__ inline float Min(float a, float b)
{
    return a != a || b != b ? a + b : a == b ? (__float_as_int(a) < 0 ? a : b) : a < b ? a : b;
}
__device__ inline double Min(double a, double b)
{
    return a != a || b != b ? a + b : a == b ? (__double_as_longlong(a) < 0 ? a : b) : a < b ? a : b;
}
__device__ inline float Max(float a, float b)
{
    return a != a || b != b ? a + b : a == b ? (__float_as_int(a) < 0 ? b : a) : a < b ? b : a;
}
__device__ inline double Max(double a, double b)
{
    return a != a || b != b ? a + b : a == b ? (__double_as_longlong(a) < 0 ? b : a) : a < b ? b : a;
}

/// C#'s Clamp throws where the bounds are the wrong way round, and Sign where there is none; here they are unspecified.
template <typename T>
__device__ inline T Clamp(T value, T min, T max)
{
    return value < min ? min : max < value ? max : value;
}
template <typename T>
__device__ inline int Sign(T value)
{
    return (T)0 < value ? 1 : value < (T)0 ? -1 : 0;
}

__device__ inline int Min(int a, int b) { return a < b ? a : b; }
__device__ inline int Max(int a, int b) { return a < b ? b : a; }
__device__ inline unsigned int Min(unsigned int a, unsigned int b) { return a < b ? a : b; }
__device__ inline unsigned int Max(unsigned int a, unsigned int b) { return a < b ? b : a; }
__device__ inline long long Min(long long a, long long b) { return a < b ? a : b; }
__device__ inline long long Max(long long a, long long b) { return a < b ? b : a; }
__device__ inline unsigned long long Min(unsigned long long a, unsigned long long b) { return a < b ? a : b; }
__device__ inline unsigned long long Max(unsigned long long a, unsigned long long b) { return a < b ? b : a; }
}
