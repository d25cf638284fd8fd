#pragma once

namespace moe
{
/// .NET's BitOperations. A zero has 32 or 64 leading and trailing zeros.
__device__ inline int PopCount(unsigned int value) { return __popc(value); }
__device__ inline int PopCount(unsigned long long value) { return __popcll(value); }
__device__ inline int LeadingZeroCount(unsigned int value) { return __clz((int)value); }
__device__ inline int LeadingZeroCount(unsigned long long value) { return __clzll((long long)value); }
__device__ inline int TrailingZeroCount(int value) { return value == 0 ? 32 : __ffs(value) - 1; }
__device__ inline int TrailingZeroCount(unsigned int value) { return TrailingZeroCount((int)value); }
__device__ inline int TrailingZeroCount(long long value) { return value == 0 ? 64 : __ffsll(value) - 1; }
__device__ inline int TrailingZeroCount(unsigned long long value) { return TrailingZeroCount((long long)value); }
__device__ inline int Log2(unsigned int value) { return 31 - LeadingZeroCount(value | 1u); }
__device__ inline int Log2(unsigned long long value) { return 63 - LeadingZeroCount(value | 1ull); }
__device__ inline bool IsPow2(int value) { return value > 0 && (value & (value - 1)) == 0; }
__device__ inline bool IsPow2(unsigned int value) { return value != 0u && (value & (value - 1u)) == 0u; }
__device__ inline bool IsPow2(long long value) { return value > 0 && (value & (value - 1)) == 0; }
__device__ inline bool IsPow2(unsigned long long value) { return value != 0ull && (value & (value - 1ull)) == 0ull; }

/// Zero where the power would not fit.
__device__ inline unsigned int RoundUpToPowerOf2(unsigned int value)
{
    return value > 0x80000000u || value == 0u ? 0u : 1u << (value == 1u ? 0 : 32 - LeadingZeroCount(value - 1u));
}
__device__ inline unsigned long long RoundUpToPowerOf2(unsigned long long value)
{
    return value > 0x8000000000000000ull || value == 0ull ? 0ull
        : 1ull << (value == 1ull ? 0 : 64 - LeadingZeroCount(value - 1ull));
}
__device__ inline unsigned int RotateLeft(unsigned int value, int offset)
{
    return value << (offset & 31) | value >> (-(unsigned int)offset & 31u);
}
__device__ inline unsigned long long RotateLeft(unsigned long long value, int offset)
{
    return value << (offset & 63) | value >> (-(unsigned int)offset & 63u);
}
__device__ inline unsigned int RotateRight(unsigned int value, int offset)
{
    return value >> (offset & 31) | value << (-(unsigned int)offset & 31u);
}
__device__ inline unsigned long long RotateRight(unsigned long long value, int offset)
{
    return value >> (offset & 63) | value << (-(unsigned int)offset & 63u);
}

/// Math.Abs of whole numbers; of the smallest it is unspecified.
__device__ inline int Abs(int value) { return value < 0 ? -value : value; }
__device__ inline long long Abs(long long value) { return value < 0 ? -value : value; }

__device__ inline bool IsNaN(float value) { return value != value; }
__device__ inline bool IsNaN(double value) { return value != value; }
__device__ inline bool IsFinite(float value) { return value - value == 0; }
__device__ inline bool IsFinite(double value) { return value - value == 0; }
__device__ inline bool IsInfinity(float value) { return !IsFinite(value) && !IsNaN(value); }
__device__ inline bool IsInfinity(double value) { return !IsFinite(value) && !IsNaN(value); }
}
