// Lets g++ run emitted kernels: a block's threads are fibers that take turns, and meet at barriers and warp operations.
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

#define __global__ static
#define __shared__ static
#define __launch_bounds__(threads)

struct uint3 { unsigned int x, y, z; };

static uint3 threadIdx, blockIdx, blockDim{1, 1, 1}, gridDim{1, 1, 1};

namespace fibers
{
static const int Most = 128;
static const int StackBytes = 128 * 1024;

static ucontext_t scheduler, contexts[Most];
static char* stacks;
static bool ended[Most];
static int count, running;
static void (*body)();

// What each thread has brought to its n-th operation; the one before may still be read.
static unsigned long long brought[2][Most];
static int turns[Most], barriers[Most];

static void Switch() { swapcontext(&contexts[running], &scheduler); }

static bool Takes(int thread, int warp) { return thread / 32 == warp && thread < count && !ended[thread]; }

static void Main()
{
    body();
    ended[running] = true;
}

// Runs a block; false where its threads wait for one another for ever.
static void Run(int threads, void (*run)())
{
    if (stacks == nullptr)
        stacks = (char*)std::malloc((std::size_t)Most * StackBytes);
    count = threads;
    body = run;
    for (int i = 0; i < count; i++)
    {
        ended[i] = false;
        turns[i] = barriers[i] = 0;
        getcontext(&contexts[i]);
        contexts[i].uc_stack.ss_sp = stacks + (std::size_t)i * StackBytes;
        contexts[i].uc_stack.ss_size = StackBytes;
        contexts[i].uc_link = &scheduler;
        makecontext(&contexts[i], Main, 0);
    }

    for (int round = 0, live = count; live > 0; round++)
    {
        if (round > 100000)
        {
            std::fprintf(stderr, "threads wait for one another for ever\n");
            std::abort();
        }

        live = 0;
        for (running = 0; running < count; running++)
        {
            if (ended[running])
                continue;
            threadIdx.x = (unsigned int)running;
            swapcontext(&scheduler, &contexts[running]);
            live += !ended[running];
        }
    }
}

// Waits until every live lane of the warp has brought its value; returns where the values are.
static const unsigned long long* Meet(unsigned long long value)
{
    int me = running, warp = me / 32, turn = ++turns[me];
    unsigned long long* values = brought[turn & 1];
    values[me] = value;
    for (bool waits = true; waits;)
    {
        waits = false;
        for (int i = warp * 32; i < warp * 32 + 32 && i < count; i++)
            waits = waits || (Takes(i, warp) && turns[i] < turn);
        if (waits)
            Switch();
    }

    return values;
}

static int First() { return running / 32 * 32; }

template <typename TVisit>
static void Lanes(TVisit visit)
{
    for (int i = First(); i < First() + 32 && i < count; i++)
        visit(i, i - First());
}
}

static void __syncthreads()
{
    int turn = ++fibers::barriers[fibers::running];
    for (bool waits = true; waits;)
    {
        waits = false;
        for (int i = 0; i < fibers::count; i++)
            waits = waits || (!fibers::ended[i] && fibers::barriers[i] < turn);
        if (waits)
            fibers::Switch();
    }
}

static void __syncwarp(unsigned int) { fibers::Meet(0); }

// A lane that returned before the others met has brought nothing: its turn is not theirs.
template <typename TTest>
static unsigned int BallotOf(unsigned long long value, TTest test)
{
    int turn = fibers::turns[fibers::running] + 1;
    const unsigned long long* values = fibers::Meet(value);
    unsigned int ballot = 0;
    fibers::Lanes([&](int thread, int lane) {
        if (fibers::turns[thread] >= turn && test(values[thread]))
            ballot |= 1u << lane;
    });
    return ballot;
}

static unsigned int __ballot_sync(unsigned int, int predicate)
{
    return BallotOf(predicate != 0, [](unsigned long long v) { return v != 0; });
}

static int __any_sync(unsigned int mask, int predicate) { return __ballot_sync(mask, predicate) != 0; }

static int __all_sync(unsigned int mask, int predicate) { return __ballot_sync(mask, !predicate) == 0; }

static unsigned int __match_any_sync(unsigned int, unsigned int value)
{
    return BallotOf(value, [=](unsigned long long v) { return v == value; });
}

static unsigned int __reduce_add_sync(unsigned int, unsigned int value)
{
    int turn = fibers::turns[fibers::running] + 1;
    const unsigned long long* values = fibers::Meet(value);
    unsigned int sum = 0;
    fibers::Lanes([&](int thread, int) { sum += fibers::turns[thread] >= turn ? (unsigned int)values[thread] : 0; });
    return sum;
}

static int __reduce_add_sync(unsigned int mask, int value)
{
    return (int)__reduce_add_sync(mask, (unsigned int)value);
}

template <typename T, typename TFold>
static T Reduce(T value, TFold fold)
{
    int turn = fibers::turns[fibers::running] + 1;
    const unsigned long long* values = fibers::Meet((unsigned int)value);
    T result = value;
    fibers::Lanes([&](int thread, int) {
        if (fibers::turns[thread] >= turn)
            result = fold(result, (T)values[thread]);
    });
    return result;
}

template <typename T>
static T __reduce_min_sync(unsigned int, T value) { return Reduce(value, [](T a, T b) { return a < b ? a : b; }); }

template <typename T>
static T __reduce_max_sync(unsigned int, T value) { return Reduce(value, [](T a, T b) { return a < b ? b : a; }); }

static unsigned int __reduce_and_sync(unsigned int, unsigned int value)
{
    return Reduce(value, [](unsigned int a, unsigned int b) { return a & b; });
}

static unsigned int __reduce_or_sync(unsigned int, unsigned int value)
{
    return Reduce(value, [](unsigned int a, unsigned int b) { return a | b; });
}

// Not Reduce: a value counts once, its own lane's too.
static unsigned int __reduce_xor_sync(unsigned int, unsigned int value)
{
    return value ^ Reduce(value, [](unsigned int a, unsigned int b) { return a ^ b; });
}

template <typename T>
static T __shfl_sync(unsigned int, T value, int lane)
{
    return (T)fibers::Meet(value)[fibers::First() + (lane & 31)];
}

template <typename T>
static T __shfl_xor_sync(unsigned int, T value, int bits)
{
    return (T)fibers::Meet(value)[fibers::First() + (fibers::running % 32 ^ (bits & 31))];
}

template <typename T>
static T __shfl_up_sync(unsigned int, T value, unsigned int delta)
{
    int lane = fibers::running % 32;
    return (T)fibers::Meet(value)[fibers::First() + (lane < (int)delta ? lane : lane - (int)delta)];
}

template <typename T>
static T __shfl_down_sync(unsigned int, T value, unsigned int delta)
{
    int lane = fibers::running % 32;
    return (T)fibers::Meet(value)[fibers::First() + (lane + (int)delta > 31 ? lane : lane + (int)delta)];
}

template <typename T>
static T atomicAdd(T* target, T value)
{
    T old = *target;
    *target = (T)(sizeof(T) == 4 && (T)0.5 == 0 ? (T)((unsigned int)old + (unsigned int)value) : old + value);
    return old;
}

template <typename T>
static T atomicMin(T* target, T value)
{
    T old = *target;
    *target = value < old ? value : old;
    return old;
}

template <typename T>
static T atomicMax(T* target, T value)
{
    T old = *target;
    *target = old < value ? value : old;
    return old;
}

template <typename T>
static T atomicExch(T* target, T value)
{
    T old = *target;
    *target = value;
    return old;
}

template <typename T>
static T atomicCAS(T* target, T comparand, T value)
{
    T old = *target;
    if (old == comparand)
        *target = value;
    return old;
}

template <typename T>
static T atomicAnd(T* target, T value)
{
    T old = *target;
    *target = old & value;
    return old;
}

template <typename T>
static T atomicOr(T* target, T value)
{
    T old = *target;
    *target = old | value;
    return old;
}

template <typename T>
static T atomicXor(T* target, T value)
{
    T old = *target;
    *target = old ^ value;
    return old;
}

// One thread runs at a time, so that every scope is all there is.
#define SCOPES(name) \
    template <typename... T> \
    static auto name##_block(T... arguments) { return name(arguments...); } \
    template <typename... T> \
    static auto name##_system(T... arguments) { return name(arguments...); }

static void __threadfence() {}

SCOPES(atomicAdd)
SCOPES(atomicMin)
SCOPES(atomicMax)
SCOPES(atomicAnd)
SCOPES(atomicOr)
SCOPES(atomicXor)
SCOPES(atomicExch)
SCOPES(atomicCAS)
SCOPES(__threadfence)
#undef SCOPES

static void Launch(int blocks, int threads, void (*run)())
{
    blockDim.x = (unsigned int)threads;
    gridDim.x = (unsigned int)blocks;
    for (int block = 0; block < blocks; block++)
    {
        blockIdx.x = (unsigned int)block;
        fibers::Run(threads, run);
    }
}

// A case: run once for each input, or, where it is a kernel, once.
struct Entry
{
    void (*Run)(unsigned char* memory, int input);
    bool IsKernel;
};

// The file: how far it has come, each case's memory, and for each case and input whether it is left out.
static int RunAll(const Entry* entries, long long cases, long long bytes, int inputs, char** arguments)
{
    int file = open(arguments[1], O_RDWR);
    struct stat size;
    if (file < 0 || fstat(file, &size) != 0)
        return 2;
    void* mapped = mmap(nullptr, (std::size_t)size.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED)
        return 2;
    volatile long long* reached = (volatile long long*)mapped;
    unsigned char* memory = (unsigned char*)mapped + 16;
    const unsigned char* skipped = memory + cases * bytes;
    for (long long i = std::atoll(arguments[2]); i < cases * inputs; i++)
    {
        *reached = i;
        const Entry& entry = entries[i / inputs];
        if (!skipped[i] && !(entry.IsKernel && i % inputs != 0))
            entry.Run(memory + i / inputs * bytes, (int)(i % inputs));
    }

    *reached = cases * inputs;
    return 0;
}
