using Moe.Dsl;
using Kind = Moe.Dsl.KernelErrorKind;

namespace Moe.Kernels;

/// <summary>Kernels that wait for what cannot happen. The line is marked.</summary>
public static partial class Waits
{
    internal static WrongKernel[] All { get; } =
    [
        new(nameof(ForALaterThread), Kind.Deadlock, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ForALaterThread(x, y), new LaunchGrid(1, 64)), Ends: false),
        new(nameof(ForALaterBlock), Kind.Deadlock, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ForALaterBlock(x, y), new LaunchGrid(2, 1)), Ends: false),
        new(nameof(ForALockThatIsHeld), Kind.Deadlock, Finder.CpuDevice,
            (s, x, y) => s.Launch(Kernels.ForALockThatIsHeld(x, y), new LaunchGrid(1, 2)), Ends: false),
    ];

    /// <summary>A thread looks for a flag in shared memory that another sets behind a barrier which it never reaches.</summary>
    [Kernel]
    public static void ForALaterThread(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> flag = Shared.Span<int>(1);
        if (ThreadIdx.X == 0)
            flag[0] = 0;
        Block.Sync();
        int looks = 0;
        if (ThreadIdx.X == 0)
        {
            while (flag[0] == 0) // wrong
                looks = (looks + 1) % 1000;
        }

        Block.Sync();
        if (ThreadIdx.X == 1)
            flag[0] = x[1];
        y[ThreadIdx.X] = looks;
    }

    /// <summary>The first block waits for the second, which may not run before the first has ended.</summary>
    [Kernel]
    public static void ForALaterBlock(ReadOnlySpan<int> x, Span<int> y)
    {
        if (BlockIdx.X == 0)
        {
            while (Atomic.Add(ref y[0], 0) == 0) // wrong
            {
            }
        }

        Atomic.Add(ref y[0], x[1]);
    }

    /// <summary>A lock is taken and not given back.</summary>
    [Kernel]
    public static void ForALockThatIsHeld(ReadOnlySpan<int> x, Span<int> y)
    {
        while (Atomic.CompareExchange(ref y[0], 1, 0) != 0) // wrong
        {
        }

        y[1] += x[ThreadIdx.X];
    }
}
