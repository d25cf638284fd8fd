#pragma once

namespace moe
{
/// .NET's Half: a sign, 5 bits of exponent, 10 of fraction. It computes in float and rounds, as .NET does.
struct Half
{
    unsigned short Bits;

    Half() = default;

    /// Rounds to nearest, ties to even; every NaN becomes 0x7fff.
    __device__ explicit Half(float value)
    {
#ifdef __CUDA_ARCH__
        asm("cvt.rn.f16.f32 %0, %1;" : "=h"(Bits) : "f"(value));
#else
        // A host compiler, which tests run this text by. Half a step up, with the even neighbour winning a tie; below
        // the smallest normal, 2^-14, the sum with 0.5 has the step of a subnormal, 2^-24.
        unsigned int bits = __float_as_uint(value);
        unsigned int size = bits & 0x7fffffffu;
        unsigned int rounded = size > 0x7f800000u ? 0x7fffu
            : size >= 0x477ff000u ? 0x7c00u
            : size < 0x38800000u ? __float_as_uint(__uint_as_float(size) + 0.5f) - 0x3f000000u
            : (size - 0x38000000u + 0xfffu + ((size >> 13) & 1u)) >> 13;
        Bits = (unsigned short)((rounded == 0x7fffu ? 0u : (bits >> 16) & 0x8000u) | rounded);
#endif
    }

    /// Rounds once.
    __device__ explicit Half(double value)
    {
#ifdef __CUDA_ARCH__
        asm("cvt.rn.f16.f64 %0, %1;" : "=h"(Bits) : "d"(value));
#else
        // Rounded to odd, a float still shows on which side of a tie the value was.
        float near = (float)value;
        double back = (double)near;
        unsigned int bits = __float_as_uint(near);
        if (value == value && back != value && (bits & 1u) == 0u)
            bits += (back < 0 ? -back : back) > (value < 0 ? -value : value) ? 0xffffffffu : 1u;
        *this = Half(__uint_as_float(bits));
#endif
    }

    /// Exact.
    __device__ explicit operator float() const
    {
#ifdef __CUDA_ARCH__
        float value;
        asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(Bits));
        return value;
#else
        unsigned int size = (Bits & 0x7fffu) << 13;
        float value = size < 0xf800000u ? __uint_as_float(size) * 0x1p112f : __uint_as_float(size | 0x7f800000u);
        return (Bits & 0x8000u) != 0u ? -value : value;
#endif
    }

    __device__ static Half FromBits(unsigned short bits)
    {
        Half value;
        value.Bits = bits;
        return value;
    }

    __device__ static Half FromBits(short bits) { return FromBits((unsigned short)bits); }

    __device__ static unsigned short ToBits(Half value) { return value.Bits; }

    __device__ static short ToSignedBits(Half value) { return (short)value.Bits; }

    __device__ Half operator-() const { return Half(-(float)*this); }
    __device__ Half operator+(Half other) const { return Half((float)*this + (float)other); }
    __device__ Half operator-(Half other) const { return Half((float)*this - (float)other); }
    __device__ Half operator*(Half other) const { return Half((float)*this * (float)other); }
    __device__ Half operator/(Half other) const { return Half((float)*this / (float)other); }
    __device__ Half operator%(Half other) const { return Half(fmodf((float)*this, (float)other)); }
    __device__ bool operator==(Half other) const { return (float)*this == (float)other; }
    __device__ bool operator!=(Half other) const { return (float)*this != (float)other; }
    __device__ bool operator<(Half other) const { return (float)*this < (float)other; }
    __device__ bool operator<=(Half other) const { return (float)*this <= (float)other; }
    __device__ bool operator>(Half other) const { return (float)*this > (float)other; }
    __device__ bool operator>=(Half other) const { return (float)*this >= (float)other; }
};
}
