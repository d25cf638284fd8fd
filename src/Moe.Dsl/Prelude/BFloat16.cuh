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
#ifdef __CUDA_ARCH__
        asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(Bits) : "f"(value));
#else
        // A host compiler, which tests run this text by.
        unsigned int bits = __float_as_uint(value);
        Bits = (bits & 0x7fffffffu) > 0x7f800000u
            ? (unsigned short)0x7fff
            : (unsigned short)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
#endif
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
