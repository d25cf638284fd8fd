#pragma once

namespace moe
{
/// The OCP format E4M3: a sign, 4 bits of exponent, 3 of fraction; no infinity, NaN is 0x7f and 0xff.
struct Float8E4M3
{
    unsigned char Bits;

    Float8E4M3() = default;

    /// Rounds to nearest, ties to even; what is beyond 448 becomes 448, and every NaN 0x7f.
    __device__ explicit Float8E4M3(float value)
    {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
        unsigned short pair;
        asm("cvt.rn.satfinite.e4m3x2.f32 %0, %1, %2;" : "=h"(pair) : "f"(0.0f), "f"(value));
        Bits = (unsigned char)pair;
#else
        // Half a step up, with the even neighbour winning a tie; below the smallest normal, 2^-6, the sum with 2^14
        // has the step of a subnormal, 2^-9.
        unsigned int bits = __float_as_uint(value);
        unsigned int size = bits & 0x7fffffffu;
        unsigned int rounded = size > 0x7f800000u ? 0x7fu
            : size >= 0x43e00000u ? 0x7eu
            : size < 0x3c800000u ? __float_as_uint(__uint_as_float(size) + 0x1p14f) - 0x46800000u
            : (size - 0x3c000000u + 0x7ffffu + ((size >> 20) & 1u)) >> 20;
        Bits = (unsigned char)((rounded == 0x7fu ? 0u : (bits >> 24) & 0x80u) | rounded);
#endif
    }

    /// Exact.
    __device__ operator float() const
    {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
        unsigned int pair;
        asm("cvt.rn.f16x2.e4m3x2 %0, %1;" : "=r"(pair) : "h"((unsigned short)Bits));
        float value;
        asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"((unsigned short)pair));
        return value;
#else
        unsigned int size = (Bits & 0x7fu) << 20;
        float value = size < 0x7f00000u ? __uint_as_float(size) * 0x1p120f : __uint_as_float(0x7fffffffu);
        return (Bits & 0x80u) != 0u ? -value : value;
#endif
    }

    __device__ static Float8E4M3 FromBits(unsigned char bits)
    {
        Float8E4M3 value;
        value.Bits = bits;
        return value;
    }

    __device__ static unsigned char ToBits(Float8E4M3 value) { return value.Bits; }
};

/// The OCP format E5M2: a sign, 5 bits of exponent, 2 of fraction; the upper byte of a Half.
struct Float8E5M2
{
    unsigned char Bits;

    Float8E5M2() = default;

    /// Rounds to nearest, ties to even; what is beyond 57344 becomes 57344, and every NaN 0x7f.
    __device__ explicit Float8E5M2(float value)
    {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
        unsigned short pair;
        asm("cvt.rn.satfinite.e5m2x2.f32 %0, %1, %2;" : "=h"(pair) : "f"(0.0f), "f"(value));
        Bits = (unsigned char)pair;
#else
        // As above; the smallest normal is 2^-14, and 2^7 has the step of a subnormal, 2^-16.
        unsigned int bits = __float_as_uint(value);
        unsigned int size = bits & 0x7fffffffu;
        unsigned int rounded = size > 0x7f800000u ? 0x7fu
            : size >= 0x47600000u ? 0x7bu
            : size < 0x38800000u ? __float_as_uint(__uint_as_float(size) + 0x1p7f) - 0x43000000u
            : (size - 0x38000000u + 0xfffffu + ((size >> 21) & 1u)) >> 21;
        Bits = (unsigned char)((rounded == 0x7fu ? 0u : (bits >> 24) & 0x80u) | rounded);
#endif
    }

    /// Exact.
    __device__ operator float() const
    {
#ifdef __CUDA_ARCH__
        float value;
        asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"((unsigned short)(Bits << 8)));
        return value;
#else
        unsigned int size = (Bits & 0x7fu) << 21;
        float value = size < 0xf800000u ? __uint_as_float(size) * 0x1p112f : __uint_as_float(size | 0x7f800000u);
        return (Bits & 0x80u) != 0u ? -value : value;
#endif
    }

    __device__ static Float8E5M2 FromBits(unsigned char bits)
    {
        Float8E5M2 value;
        value.Bits = bits;
        return value;
    }

    __device__ static unsigned char ToBits(Float8E5M2 value) { return value.Bits; }
};
}
