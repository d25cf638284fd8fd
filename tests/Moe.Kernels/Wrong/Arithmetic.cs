using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels whose numbers are too large, or none. The line is marked.</summary>
public static partial class Arithmetic
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(IndexTooLarge), Kind.Overflow, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.IndexTooLarge(x, y), new LaunchGrid(1, 64))),
        new(nameof(SumTooLarge), Kind.Overflow, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.SumTooLarge(x, y), new LaunchGrid(2, 128))),
        new(nameof(NegatedLeast), Kind.Overflow, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.NegatedLeast(x, y), new LaunchGrid(2, 128))),
        new(nameof(CounterTooLarge), Kind.Overflow, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.CounterTooLarge(x, y), new LaunchGrid(1, 32))),
        new(nameof(MeanOfNone), Kind.DivisionByZero, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.MeanOfNone(x, y), new LaunchGrid(2, 128))),
    ];

    /// <summary>A row's offset is computed as int.</summary>
    [Kernel]
    public static void IndexTooLarge(ReadOnlySpan<int> x, Span<int> y)
    {
        long offset = ThreadIdx.X * 50_000_000; // wrong
        y[ThreadIdx.X] = x[(int)(offset % x.Length)];
    }

    /// <summary>Large numbers are summed up in an int.</summary>
    [Kernel]
    public static void SumTooLarge(ReadOnlySpan<int> x, Span<int> y)
    {
        int sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * 10_000_000; // wrong
        y[BlockIdx.X * BlockDim.X + ThreadIdx.X] = sum;
    }

    /// <summary>There is no int as far above zero as the least is below.</summary>
    [Kernel]
    public static void NegatedLeast(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        int least = x[i] == 0 ? int.MinValue : 0;
        y[i] = -least; // wrong
    }

    /// <summary>A counter runs over in a compound assignment to an element.</summary>
    [Kernel]
    public static void CounterTooLarge(ReadOnlySpan<int> x, Span<int> y)
    {
        y[ThreadIdx.X] = int.MaxValue - 2;
        for (int i = 0; i <= x[ThreadIdx.X]; i++)
            y[ThreadIdx.X]++; // wrong
    }

    /// <summary>Nobody has asked whether there is anything to take the mean of.</summary>
    [Kernel]
    public static void MeanOfNone(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = 100 / x[i]; // wrong
    }
}
