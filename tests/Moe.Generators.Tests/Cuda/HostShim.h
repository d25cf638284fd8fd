// Lets g++ compile device text: the few CUDA built-ins that it calls, as the CUDA manual defines them.
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstring>

using std::memcpy;

struct alignas(16) uint4
{
    unsigned int x, y, z, w;
};

static uint4 __ldcs(const uint4* from) { return *from; }
static uint4 __ldcg(const uint4* from) { return *from; }
static uint4 __ldg(const uint4* from) { return *from; }
static void __stcs(uint4* to, uint4 value) { *to = value; }
static void __stcg(uint4* to, uint4 value) { *to = value; }

#define __device__
#define __host__

template <typename TTo, typename TFrom>
static TTo Bits(TFrom value)
{
    TTo result;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

static int __float_as_int(float value) { return Bits<int>(value); }
static unsigned int __float_as_uint(float value) { return Bits<unsigned int>(value); }
static float __int_as_float(int value) { return Bits<float>(value); }
static float __uint_as_float(unsigned int value) { return Bits<float>(value); }
static long long __double_as_longlong(double value) { return Bits<long long>(value); }
static double __longlong_as_double(long long value) { return Bits<double>(value); }

// Toward zero, saturating.
template <typename T>
static T Saturate(double value, double least, double beyond, T lowest, T highest)
{
    return value < least ? lowest : value >= beyond ? highest : (T)value;
}

static int __double2int_rz(double v) { return Saturate(v, -0x1p31, 0x1p31, INT_MIN, INT_MAX); }
static int __float2int_rz(float v) { return __double2int_rz(v); }
static unsigned int __double2uint_rz(double v) { return Saturate(v, 0.0, 0x1p32, 0u, UINT_MAX); }
static unsigned int __float2uint_rz(float v) { return __double2uint_rz(v); }
static long long __double2ll_rz(double v) { return Saturate(v, -0x1p63, 0x1p63, LLONG_MIN, LLONG_MAX); }
static long long __float2ll_rz(float v) { return __double2ll_rz(v); }
static unsigned long long __double2ull_rz(double v) { return Saturate(v, 0.0, 0x1p64, 0ULL, ULLONG_MAX); }
static unsigned long long __float2ull_rz(float v) { return __double2ull_rz(v); }

static int __popc(unsigned int v) { return __builtin_popcount(v); }
static int __popcll(unsigned long long v) { return __builtin_popcountll(v); }
static int __clz(int v) { return v == 0 ? 32 : __builtin_clz((unsigned int)v); }
static int __clzll(long long v) { return v == 0 ? 64 : __builtin_clzll((unsigned long long)v); }
static int __ffs(int v) { return __builtin_ffs(v); }
static int __ffsll(long long v) { return __builtin_ffsll(v); }
