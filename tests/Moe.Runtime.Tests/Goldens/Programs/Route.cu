namespace moe
{
/// One of the K choices the gate made for one token.
/// Token: The token's index on its own rank, 0 to T - 1.
/// Choice: Which of the token's choices this is, 0 to K - 1.
/// Expert: The chosen expert, 0 to E - 1: masked choices (-1) are never routed.
/// Weight: The weight the gate gave it.
struct Assignment
{
    int Token;
    int Choice;
    int Expert;
    float Weight;

    Assignment() = default;

    __device__ Assignment(int Token, int Choice, int Expert, float Weight)
        : Token(Token), Choice(Choice), Expert(Expert), Weight(Weight)
    {
    }

    __device__ bool operator==(const Assignment& other) const
    {
        return Token == other.Token && Choice == other.Choice && Expert == other.Expert
            && (Weight == other.Weight || (Weight != Weight && other.Weight != other.Weight));
    }
};
}

namespace moe
{
/// Of a T that is not const: that const T is what it becomes.
template <typename T, typename U>
struct Const;

template <typename T>
struct Const<T, const T>
{
    using Type = const T;
};

/// Elements in device memory. A ReadOnlySpan<T> of C# is a Span<const T>.
template <typename T>
struct Span
{
    T* Data;
    int Length;

    __device__ T& operator[](int index) const { return Data[index]; }

    __device__ Span Slice(int start) const { return Span{Data + start, Length - start}; }

    __device__ Span Slice(int start, int length) const { return Span{Data + start, length}; }

    /// To Span<const T>, and to nothing else.
    template <typename U, typename = typename Const<T, U>::Type>
    __device__ operator Span<U>() const { return Span<U>{Data, Length}; }
};
}

namespace moe
{
/// Where a choice goes.
/// Rank: The rank, 0 to R - 1.
/// Expert: The expert there, counted from 0 on that rank.
struct Destination
{
    int Rank;
    int Expert;

    Destination() = default;

    __device__ Destination(int Rank, int Expert)
        : Rank(Rank), Expert(Expert)
    {
    }

    /// Nowhere: the choice is not sent, and adds nothing to the combined token.
    __device__ static Destination Dropped()
    {
        return Destination(-1, -1);
    }

    __device__ bool operator==(const Destination& other) const
    {
        return Rank == other.Rank && Expert == other.Expert;
    }
};
}

namespace Moe::Runtime::Tests::Exchange
{
/// A table says where each expert lives; light choices are dropped. Methods have names of their own.
struct TableRouting
{
    static constexpr bool HasCombine = false;

    moe::Span<const int> rankOf;
    moe::Span<const int> slotOf;
    float threshold;

    TableRouting() = default;

    __device__ TableRouting(moe::Span<const int> rankOf, moe::Span<const int> slotOf, float threshold)
        : rankOf(rankOf), slotOf(slotOf), threshold(threshold)
    {
    }

    __device__ moe::Destination Place(moe::Assignment choice) const
    {
        if (choice.Weight < threshold)
            return moe::Destination::Dropped();
        return moe::Destination(rankOf[choice.Expert], slotOf[choice.Expert]);
    }

    __device__ moe::Destination Route(moe::Assignment choice) const
    {
        return Place(choice);
    }

    __device__ float Weigh(float value, float weight) const
    {
        return value * weight;
    }
};
}

namespace moe
{
/// The threads among which an operation counts: the block's, the GPU's, those of all GPUs and of the host.
enum class MemoryScope : int
{
    Block,
    Device,
    System
};

/// A parameter of type T that has no say in what T is.
template <typename T>
struct Given
{
    using Type = T;
};
}

namespace moe
{
/// CUDA has most of its 64-bit operations for unsigned integers only; the bits are the same.
template <typename T>
struct AtomicWord
{
    using Type = T;
};

template <>
struct AtomicWord<long long>
{
    using Type = unsigned long long;
};

// The scope is a constant where it is called, so that one of the three is left.
#define MOE_SCOPED(function, ...) \
    (scope == MemoryScope::Block ? function##_block(__VA_ARGS__) \
        : scope == MemoryScope::System ? function##_system(__VA_ARGS__) : function(__VA_ARGS__))

/// Relaxed; each returns the value from before.
struct Atomic
{
    template <typename T>
    __device__ static T Add(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicAdd, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Min(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        return MOE_SCOPED(atomicMin, &target, value);
    }

    template <typename T>
    __device__ static T Max(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        return MOE_SCOPED(atomicMax, &target, value);
    }

    template <typename T>
    __device__ static T And(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicAnd, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Or(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicOr, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Xor(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicXor, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T Exchange(
        T& target, typename Given<T>::Type value, MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicExch, (Word*)&target, (Word)value);
    }

    template <typename T>
    __device__ static T CompareExchange(
        T& target,
        typename Given<T>::Type value,
        typename Given<T>::Type comparand,
        MemoryScope scope = MemoryScope::Device)
    {
        using Word = typename AtomicWord<T>::Type;
        return (T)MOE_SCOPED(atomicCAS, (Word*)&target, (Word)comparand, (Word)value);
    }
};

#undef MOE_SCOPED
}

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

namespace moe
{
/// One of `threads` threads' share of a copy: every threads-th vector of 16 bytes from `thread` on, four in flight, so
/// that neighbouring threads touch neighbouring memory; then every threads-th element of what is left. Loads and stores
/// past the end are left out one by one, so that a row that is no multiple of four rounds is still four in flight.
template <typename T>
__device__ inline void CopyShare(Span<const T> source, Span<T> destination, int thread, int threads)
{
    int copied = 0;
    if ((((unsigned long long)source.Data | (unsigned long long)destination.Data) & 15) == 0)
    {
        const uint4* from = (const uint4*)source.Data;
        uint4* to = (uint4*)destination.Data;
        int vectors = (int)((long long)source.Length * (int)sizeof(T) / 16);
#pragma unroll 1
        for (int first = thread; first < vectors; first += 4 * threads)
        {
            uint4 loaded[4];
#pragma unroll
            for (int i = 0; i < 4; i++)
                if (first + i * threads < vectors)
                    loaded[i] = from[first + i * threads];
#pragma unroll
            for (int i = 0; i < 4; i++)
                if (first + i * threads < vectors)
                    to[first + i * threads] = loaded[i];
        }

        copied = (int)((long long)vectors * 16 / (int)sizeof(T));
    }

    for (int i = copied + thread; i < source.Length; i += threads)
        destination.Data[i] = source.Data[i];
}
}

namespace moe
{
struct Block
{
    __device__ static void Sync() { __syncthreads(); }

    __device__ static int Thread()
    {
        return (int)((threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x);
    }

    __device__ static int Threads() { return (int)(blockDim.x * blockDim.y * blockDim.z); }

    template <typename T>
    __device__ static void Copy(Span<const T> source, Span<T> destination)
    {
        CopyShare<T>(source, destination, Thread(), Threads());
    }

    template <typename T>
    __device__ static void Fill(Span<T> destination, T value)
    {
        int filled = 0;
        if (16 % sizeof(T) == 0 && ((unsigned long long)destination.Data & 15) == 0)
        {
            uint4 vector;
            for (int i = 0; i < 16; i++)
                ((char*)&vector)[i] = ((const char*)&value)[i % (int)sizeof(T)];
            int vectors = (int)((long long)destination.Length * (int)sizeof(T) / 16);
            for (int i = Thread(); i < vectors; i += Threads())
                ((uint4*)destination.Data)[i] = vector;
            filled = (int)((long long)vectors * 16 / (int)sizeof(T));
        }

        for (int i = filled + Thread(); i < destination.Length; i += Threads())
            destination[i] = value;
    }
};
}

namespace moe
{
/// A value of at most 8 bytes as the 4 or 8 that a warp shuffles.
template <typename T, bool isLong = (sizeof(T) > 4)>
union Bits
{
    unsigned int Whole;
    T Value;

    __device__ explicit Bits(T value) : Whole(0) { Value = value; }

    __device__ static T Of(unsigned int whole)
    {
        Bits bits{T()};
        bits.Whole = whole;
        return bits.Value;
    }
};

template <typename T>
union Bits<T, true>
{
    static_assert(sizeof(T) <= 8, "A warp shuffles values of at most 8 bytes.");

    unsigned long long Whole;
    T Value;

    __device__ explicit Bits(T value) : Whole(0) { Value = value; }

    __device__ static T Of(unsigned long long whole)
    {
        Bits bits{T()};
        bits.Whole = whole;
        return bits.Value;
    }
};

/// Lanes that have returned, and those that a partial warp lacks, do not count, whatever the mask says of them.
struct Warp
{
    static constexpr int Size = 32;
    static constexpr unsigned int FullMask = 0xffffffffu;

    __device__ static int Lane() { return Block::Thread() % Size; }

    __device__ static int Index() { return Block::Thread() / Size; }

    __device__ static unsigned int LanesBelow() { return (1u << Lane()) - 1u; }

    __device__ static void Sync(unsigned int mask = FullMask) { __syncwarp(mask); }

    __device__ static unsigned int Ballot(bool predicate, unsigned int mask = FullMask)
    {
        return __ballot_sync(mask, predicate);
    }

    __device__ static bool Any(bool predicate, unsigned int mask = FullMask)
    {
        return __any_sync(mask, predicate) != 0;
    }

    __device__ static bool All(bool predicate, unsigned int mask = FullMask)
    {
        return __all_sync(mask, predicate) != 0;
    }

    __device__ static unsigned int MatchAny(int value, unsigned int mask = FullMask)
    {
        return __match_any_sync(mask, value);
    }

    template <typename T>
    __device__ static T Shuffle(T value, int lane, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_sync(mask, Bits<T>(value).Whole, lane));
    }

    template <typename T>
    __device__ static T ShuffleUp(T value, int delta, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_up_sync(mask, Bits<T>(value).Whole, (unsigned int)delta));
    }

    template <typename T>
    __device__ static T ShuffleDown(T value, int delta, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_down_sync(mask, Bits<T>(value).Whole, (unsigned int)delta));
    }

    template <typename T>
    __device__ static T ShuffleXor(T value, int bits, unsigned int mask = FullMask)
    {
        return Bits<T>::Of(__shfl_xor_sync(mask, Bits<T>(value).Whole, bits));
    }

    __device__ static int Sum(int value, unsigned int mask = FullMask)
    {
        return __reduce_add_sync(mask, value);
    }

    __device__ static unsigned int Sum(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_add_sync(mask, value);
    }

    __device__ static int Min(int value, unsigned int mask = FullMask)
    {
        return __reduce_min_sync(mask, value);
    }

    __device__ static unsigned int Min(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_min_sync(mask, value);
    }

    __device__ static int Max(int value, unsigned int mask = FullMask)
    {
        return __reduce_max_sync(mask, value);
    }

    __device__ static unsigned int Max(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_max_sync(mask, value);
    }

    __device__ static unsigned int And(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_and_sync(mask, value);
    }

    __device__ static unsigned int Or(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_or_sync(mask, value);
    }

    __device__ static unsigned int Xor(unsigned int value, unsigned int mask = FullMask)
    {
        return __reduce_xor_sync(mask, value);
    }

    template <typename T>
    __device__ static void Copy(Span<const T> source, Span<T> destination)
    {
        int rest = Block::Threads() - Index() * Size;
        CopyShare<T>(source, destination, Lane(), rest < Size ? rest : Size);
    }
};
}

namespace Moe::Runtime::RouteKernels
{
/// Evaluates the routing, once for each choice, and counts. One warp takes a tile of 32 tokens: first its choices in
/// order, 32 at a time, each lane finding its place among those for the same expert; then, a token a lane, which ranks
/// the token goes to. Counts stay within the tile, so that places follow source order whatever order the tiles run in.
/// routing: The routing.
/// intIds: [T * K] the gate's choices, -1 where masked; or none, and they are long.
/// longIds: [T * K] the gate's choices, -1 where masked; or none, and they are int.
/// singleWeights: [T * K] their weights; or none, and they are of another type.
/// halfWeights: [T * K] their weights; or none, and they are of another type.
/// bfloat16Weights: [T * K] their weights; or none, and they are of another type.
/// expertIds: [T * K] the choices, kept.
/// weights: [T * K] the weights, kept as float.
/// expertBase: [R + 1] the first of each rank's experts among all; the last entry is their number, S.
/// choiceRank: [T * K] the rank the routing named; -1 where the choice goes nowhere.
/// choiceExpert: [T * K] the expert there.
/// choiceSlot: [T * K] the choice's place among the tile's for that expert; -1 where it goes nowhere.
/// tokenSlot: [T * R] the token's place among the tile's for that rank; -1 where it does not go there.
/// tileCounts: [bins * tiles] what TileBins says, in each tile.
/// verdicts: [tiles] 0, or 4 * (T * K - item) + fault of the tile's first choice in error: the greatest such value.
/// tokens: T.
/// experts: E.
/// topK: K.
/// ranks: R.
/// bins: S + R + Nowhere.
template <typename TRouting, int topK, int ranks, int bins>
__global__ void __launch_bounds__(32) Route(
    TRouting routing,
    moe::Span<const int> intIds,
    moe::Span<const long long> longIds,
    moe::Span<const float> singleWeights,
    moe::Span<const moe::Half> halfWeights,
    moe::Span<const moe::BFloat16> bfloat16Weights,
    moe::Span<long long> expertIds,
    moe::Span<float> weights,
    moe::Span<const int> expertBase,
    moe::Span<int> choiceRank,
    moe::Span<int> choiceExpert,
    moe::Span<int> choiceSlot,
    moe::Span<int> tokenSlot,
    moe::Span<int> tileCounts,
    moe::Span<long long> verdicts,
    int tokens,
    int experts)
{
    constexpr int TileBins_Nowhere = 2;
    constexpr int SendOrder_TileTokens = 32;
    constexpr int Fault_None = 0;
    constexpr int Fault_ExpertOutOfRange = 1;
    constexpr int Fault_RankOutOfRange = 2;
    constexpr int Fault_LocalExpertOutOfRange = 3;
    constexpr int TileBins_Masked = 0;
    constexpr int TileBins_Dropped = 1;
    constexpr int RanksAtOnce = 32;
    alignas(16) __shared__ int counts_storage[bins];
    moe::Span<int> counts{counts_storage, bins};
    alignas(16) __shared__ long long verdict_storage[1];
    moe::Span<long long> verdict{verdict_storage, 1};
    int lane = moe::Warp::Lane();
    if (lane == 0)
        verdict[0] = 0;
    for (int bin = lane; bin < bins; bin += moe::Warp::Size)
        counts[bin] = 0;
    moe::Warp::Sync();

    int firstNowhere = bins - TileBins_Nowhere;
    int allExperts = firstNowhere - ranks;
    int tile = (int)blockIdx.x;
    int firstToken = tile * SendOrder_TileTokens;
    for (int step = 0; step < topK; step++)
    {
        int offset = step * moe::Warp::Size + lane;
        int token = firstToken + offset / topK;
        int item = firstToken * topK + offset;
        int bin = -1;
        if (token < tokens)
        {
            long long expert = longIds.Length > 0 ? longIds[item] : intIds[item];
            float weight = singleWeights.Length > 0
                ? singleWeights[item]
                : halfWeights.Length > 0
                ? (float)halfWeights[item]
                : (float)bfloat16Weights[item];
            expertIds[item] = expert;
            weights[item] = weight;
            int fault = Fault_None;
            moe::Destination destination = moe::Destination::Dropped();
            if (expert < -1 || expert >= experts)
                fault = Fault_ExpertOutOfRange;
            else if (expert >= 0)
                destination = routing.Route(moe::Assignment(token, offset % topK, (int)expert, weight));

            if (destination.Rank != -1 || destination.Expert != -1)
            {
                if (destination.Rank < 0 || destination.Rank >= ranks)
                    fault = Fault_RankOutOfRange;
                else if (destination.Expert < 0
                    || destination.Expert >= expertBase[destination.Rank + 1] - expertBase[destination.Rank])
                    fault = Fault_LocalExpertOutOfRange;
                else
                    bin = expertBase[destination.Rank] + destination.Expert;
            }
            else if (fault == Fault_None)
                bin = firstNowhere + (expert < 0 ? TileBins_Masked : TileBins_Dropped);

            if (fault != Fault_None)
                moe::Atomic::Max(verdict[0], ((long long)tokens * topK - item) * 4 + fault);
            choiceRank[item] = destination.Rank;
            choiceExpert[item] = destination.Expert;
        }

        unsigned int same = moe::Warp::MatchAny(bin);
        if (token < tokens)
            choiceSlot[item] = bin < 0 || bin >= allExperts
                ? -1
                : counts[bin] + moe::PopCount(same & moe::Warp::LanesBelow());

        moe::Warp::Sync();
        if (bin >= 0 && (same & moe::Warp::LanesBelow()) == 0u)
            counts[bin] += moe::PopCount(same);
        moe::Warp::Sync();
    }

    int ownToken = firstToken + lane;
    for (int firstRank = 0; firstRank < ranks; firstRank += RanksAtOnce)
    {
        unsigned int goesTo = 0u;
        if (ownToken < tokens)
        {
            for (int choice = 0; choice < topK; choice++)
            {
                int item = ownToken * topK + choice;
                if (choiceSlot[item] >= 0 && choiceRank[item] / RanksAtOnce == firstRank / RanksAtOnce)
                    goesTo |= 1u << ((choiceRank[item] - firstRank) & 31);
            }
        }

        for (int rank = firstRank; rank < ranks && rank < firstRank + RanksAtOnce; rank++)
        {
            bool goes = ((goesTo >> ((rank - firstRank) & 31)) & 1u) != 0u;
            unsigned int going = moe::Warp::Ballot(goes);
            if (ownToken < tokens)
                tokenSlot[ownToken * ranks + rank] = goes ? moe::PopCount(going & moe::Warp::LanesBelow()) : -1;
            if (lane == 0)
                counts[allExperts + rank] = moe::PopCount(going);
        }
    }

    moe::Warp::Sync();
    if (lane == 0)
        verdicts[tile] = verdict[0];
    for (int bin = lane; bin < bins; bin += moe::Warp::Size)
        tileCounts[bin * (int)gridDim.x + tile] = counts[bin];
}
}
