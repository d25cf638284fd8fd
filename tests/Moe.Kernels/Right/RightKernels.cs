using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Kernels;

/// <summary>Kernels that look wrong and are not. <see cref="Expected"/> says what each leaves in y.</summary>
public static partial class RightKernels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Case(nameof(ReturnsBeforeABarrier), (s, x, y) => s.Launch(Kernels.ReturnsBeforeABarrier(x, y), new LaunchGrid(4, 64))),
        Case(nameof(OneBarrierARound), (s, x, y) => s.Launch(Kernels.OneBarrierARound(x, y), new LaunchGrid(1, 64))),
        Case(nameof(WarpReduction), (s, x, y) => s.Launch(Kernels.WarpReduction(x, y), new LaunchGrid(8, 32))),
        Case(nameof(PartialWarps), (s, x, y) => s.Launch(Kernels.PartialWarps(x, y), new LaunchGrid(5, 45))),
        Case(nameof(OwnFieldOfAnElement), (s, x, y) => s.Launch(Kernels.OwnFieldOfAnElement(x, y), new LaunchGrid(1, 64))),
        Case(nameof(BytesBesideBytes), (s, x, y) => s.Launch(Kernels.BytesBesideBytes(x, y), new LaunchGrid(1, 256))),
        Case(nameof(Histogram), (s, x, y) => s.Launch(Kernels.Histogram(x, y), new LaunchGrid(2, 128))),
        Case(nameof(ScanWithTwoBarriers), (s, x, y) => s.Launch(Kernels.ScanWithTwoBarriers(x, y), new LaunchGrid(1, 256))),
        Case(nameof(InPlace), (s, _, y) => s.Launch(Kernels.InPlace(y, y), new LaunchGrid(2, 128))),
        Case(nameof(WrittenByTheWarpThenTheBlock),
            (s, x, y) => s.Launch(Kernels.WrittenByTheWarpThenTheBlock(x, y), new LaunchGrid(2, 128))),
        Case(nameof(CopiesBySharesOfTheBlock),
            (s, x, y) => s.Launch(Kernels.CopiesBySharesOfTheBlock(x, y), new LaunchGrid(1, 100))),
        Case(nameof(ManyReadersThenOneWriter),
            (s, x, y) => s.Launch(Kernels.ManyReadersThenOneWriter(x, y), new LaunchGrid(2, 128))),
        Case(nameof(LaunchesInOrder), (s, x, y) =>
        {
            s.Launch(Kernels.LaunchesInOrder(x, y), new LaunchGrid(2, 128));
            s.Launch(Kernels.LaunchesInOrder(y, x), new LaunchGrid(1, 256));
            s.Launch(Kernels.LaunchesInOrder(x, y), new LaunchGrid(256, 1));
        }),
    ];

    /// <summary>What a kernel leaves in y, by a plain loop.</summary>
    public static int[] Expected(string name)
    {
        int[] x = KernelCase.Input;
        int sum = x.Sum();
        return name switch
        {
            nameof(ReturnsBeforeABarrier) => Each(i => i % 64 < 40 ? x[i / 64 * 64 + 39 - i % 64] : 0),
            nameof(OneBarrierARound)
                => Each(i => i < 64 ? x[63 - i] + x[127 - i] + x[191 - i] + x[255 - i] : 0),
            nameof(WarpReduction) => Each(i => i % 32 == 0 ? x[i..(i + 32)].Sum() : 0),
            nameof(PartialWarps) => Each(i => i < 225 ? x[..225][(i / 45 * 45)..(i / 45 * 45 + 45)].Sum() : 0),
            nameof(OwnFieldOfAnElement) => Each(i => i < 64 ? x[i] * 1000 + x[63 - i] : 0),
            nameof(BytesBesideBytes) => Each(i => x[255 - i]),
            nameof(Histogram) => Each(i => i < 11 ? x.Count(value => value == i) : 0),
            nameof(ScanWithTwoBarriers) => Each(i => x[..(i + 1)].Sum()),
            nameof(InPlace) => Each(_ => 1),
            nameof(WrittenByTheWarpThenTheBlock) => Each(i => i / 32 % 4 == 3 && i % 32 == 31
                ? x[(i / 128 * 128)..(i / 128 * 128 + 128)].Sum() : 0),
            nameof(CopiesBySharesOfTheBlock) => Each(i => x[255 - i]),
            nameof(ManyReadersThenOneWriter) => Each(i => i % 128 == 77 ? x[i] : x[i / 128 * 128 + 5]),
            nameof(LaunchesInOrder) => Each(i => x[i]),
            _ => throw new ArgumentException(name, nameof(name)),
        };

        static int[] Each(Func<int, int> value) => [.. Enumerable.Range(0, KernelCase.Length).Select(value)];
    }

    /// <summary>Threads with nothing to do return; those that stay wait for one another alone.</summary>
    [Kernel]
    public static void ReturnsBeforeABarrier(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(40);
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (ThreadIdx.X >= 40)
            return;
        tile[ThreadIdx.X] = x[i];
        Block.Sync();
        y[i] = tile[39 - ThreadIdx.X];
    }

    /// <summary>Two buffers in turn need one barrier a round.</summary>
    [Kernel]
    public static void OneBarrierARound(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> buffers = Shared.Span<int>(128);
        int sum = 0;
        for (int round = 0; round < 4; round++)
        {
            int half = round % 2 * 64;
            buffers[half + ThreadIdx.X] = x[round * 64 + ThreadIdx.X];
            Block.Sync();
            sum += buffers[half + 63 - ThreadIdx.X];
        }

        y[ThreadIdx.X] = sum;
    }

    /// <summary>A warp's reduction in shared memory, with a wait for the warp between reads and writes.</summary>
    [Kernel]
    public static void WarpReduction(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> partial = Shared.Span<int>(32);
        int t = ThreadIdx.X;
        int i = BlockIdx.X * BlockDim.X + t;
        partial[t] = x[i];
        Warp.Sync();
        for (int width = 16; width > 0; width /= 2)
        {
            int other = t < width ? partial[t + width] : 0;
            Warp.Sync();
            partial[t] += other;
            Warp.Sync();
        }

        if (t == 0)
            y[i] = partial[0];
    }

    /// <summary>A block of one warp and thirteen lanes.</summary>
    [Kernel]
    public static void PartialWarps(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> sums = Shared.Span<int>(2);
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        int sum = Warp.Sum(x[i]);
        if (Warp.Lane == 0)
            sums[Warp.Index] = sum;
        Block.Sync();
        y[i] = sums[0] + sums[1];
    }

    /// <summary>Two threads share an element, each with a field of its own.</summary>
    [Kernel]
    public static void OwnFieldOfAnElement(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<Extremes> extremes = Shared.Span<Extremes>(64);
        extremes[ThreadIdx.X].Least = x[ThreadIdx.X];
        extremes[63 - ThreadIdx.X].Greatest = x[ThreadIdx.X];
        extremes[ThreadIdx.X].Least *= 1000;
        Block.Sync();
        y[ThreadIdx.X] = extremes[ThreadIdx.X].Least + extremes[ThreadIdx.X].Greatest;
    }

    /// <summary>Neighbouring bytes are places of their own.</summary>
    [Kernel]
    public static void BytesBesideBytes(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<byte> tile = Shared.Span<byte>(256);
        tile[ThreadIdx.X] = (byte)x[ThreadIdx.X];
        Block.Sync();
        y[ThreadIdx.X] = tile[255 - ThreadIdx.X];
    }

    /// <summary>Bins in shared memory, then in device memory, all atomic.</summary>
    [Kernel]
    public static void Histogram(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> bins = Shared.Span<int>(11);
        Block.Fill(bins, 0);
        Block.Sync();
        Atomic.Add(ref bins[x[BlockIdx.X * BlockDim.X + ThreadIdx.X]], 1);
        Block.Sync();
        if (ThreadIdx.X < 11)
            Atomic.Add(ref y[ThreadIdx.X], bins[ThreadIdx.X]);
    }

    /// <summary>Hillis and Steele's scan in one buffer, with a barrier between reads and writes.</summary>
    [Kernel]
    public static void ScanWithTwoBarriers(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> sums = Shared.Span<int>(256);
        int t = ThreadIdx.X;
        sums[t] = x[t];
        for (int distance = 1; distance < 256; distance *= 2)
        {
            Block.Sync();
            int below = t >= distance ? sums[t - distance] : 0;
            Block.Sync();
            sums[t] += below;
        }

        y[t] = sums[t];
    }

    /// <summary>One array for both, and each thread with its own element.</summary>
    [Kernel]
    public static void InPlace(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[i] = x[i] + 1;
    }

    /// <summary>Ordered within each warp first, and between warps by the block's barrier.</summary>
    [Kernel]
    public static void WrittenByTheWarpThenTheBlock(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> values = Shared.Span<int>(128);
        int t = ThreadIdx.X;
        int i = BlockIdx.X * BlockDim.X + t;
        values[t] = x[i];
        Warp.Sync();
        if (Warp.Lane == 31)
        {
            int sum = 0;
            foreach (int value in values.Slice(t - 31, 32))
                sum += value;
            values[t] = sum;
        }

        Block.Sync();
        if (t == 127)
            y[i] = values[31] + values[63] + values[95] + values[127];
    }

    /// <summary>Each thread copies and fills its share, and a barrier stands before another's is used.</summary>
    [Kernel]
    public static void CopiesBySharesOfTheBlock(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> tile = Shared.Span<int>(256);
        Block.Fill(tile, -1);
        Block.Sync();
        Block.Copy(x, tile);
        Block.Sync();
        for (int i = ThreadIdx.X; i < 256; i += BlockDim.X)
            y[i] = tile[255 - i];
    }

    /// <summary>All read one element; when all have, one writes it.</summary>
    [Kernel]
    public static void ManyReadersThenOneWriter(ReadOnlySpan<int> x, Span<int> y)
    {
        Span<int> chosen = Shared.Span<int>(1);
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        if (ThreadIdx.X == 5)
            chosen[0] = x[i];
        Block.Sync();
        y[i] = chosen[0];
        Block.Sync();
        if (ThreadIdx.X == 77)
        {
            chosen[0] = x[i];
            y[i] = chosen[0];
        }
    }

    /// <summary>Launches on one stream follow one another: what one wrote the next may overwrite.</summary>
    [Kernel]
    public static void LaunchesInOrder(ReadOnlySpan<int> x, Span<int> y)
    {
        int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
        y[y.Length - 1 - i] = x[x.Length - 1 - i];
    }

    private static KernelCase Case(string name, Action<DeviceStream, DeviceArray<int>, DeviceArray<int>> run)
        => new(name, run);
}
