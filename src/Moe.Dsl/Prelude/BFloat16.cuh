#pragma once

namespace moe
{
/// A float's sign and exponent with 7 bits of fraction.
struct BFloat16
{
    unsigned short Bits;

    BFloat16() = default;

    /// Rounds to nearest, ties to even; every NaN becomes 0x7fff.
    __device__ explicit BFloat16(float value)
    {
        asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(Bits) : "f"(value));
    }

    __device__ operator float() const { return __uint_as_float((unsigned int)Bits << 16); }

    __device__ static BFloat16 FromBits(unsigned short bits)
    {
        BFloat16 value;
        value.Bits = bits;
        return value;
    }

    __device__ static unsigned short ToBits(BFloat16 value) { return value.Bits; }
};
}
