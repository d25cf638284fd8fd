using Moe.Dsl;

namespace Moe.Runtime.Tests;

[TestClass]
public sealed class IndependentThreadsTests
{
    [TestMethod]
    [DataRow(1, 32)]
    [DataRow(31, 32)]
    [DataRow(1000, 256)]
    [DataRow(4096, 100)]
    [DataRow(70_000, 512)]
    public void Every_element_is_reached(int n, int blockSize)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        float[] x = [.. Enumerable.Range(0, n).Select(i => i * 0.5f)];
        using var from = device.CopyOf<float>(x);
        using var to = device.CopyOf<float>(new float[n]);

        stream.LaunchBody(new Doubled(from, to), LaunchGrid.Cover(n, blockSize));

        CollectionAssert.AreEqual(Array.ConvertAll(x, v => v + v), to.ToArray());
    }

    [TestMethod]
    public void Threads_know_their_places_and_run_in_order()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        var grid = new LaunchGrid(new GridSize(3, 2, 2), new GridSize(5, 3, 2));
        using var places = device.Allocate<Place>(grid.Blocks.Count * grid.Threads.Count);
        using var next = device.CopyOf<int>([0]);

        stream.LaunchBody(new WherePlaced(places, next), grid);

        var expected = new List<Place>();
        for (int bz = 0; bz < 2; bz++)
            for (int by = 0; by < 2; by++)
                for (int bx = 0; bx < 3; bx++)
                    for (int tz = 0; tz < 2; tz++)
                        for (int ty = 0; ty < 3; ty++)
                            for (int tx = 0; tx < 5; tx++)
                                expected.Add(new Place(new(bx, by, bz), new(tx, ty, tz), grid.Blocks, grid.Threads));
        CollectionAssert.AreEqual(expected, places.ToArray());
    }

    [TestMethod]
    public void No_blocks_launch_nothing()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        stream.LaunchBody(new Doubled(default, default), LaunchGrid.Cover(0, 256));
        stream.LaunchBody(new Doubled(default, default), new LaunchGrid(new GridSize(4, 0, 4), 256));
    }

    [TestMethod]
    [DataRow(-1, 1, 1, 32, 1, 1, "-1")]
    [DataRow(1, 65536, 1, 32, 1, 1, "65536")]
    [DataRow(1, 1, 1, 0, 1, 1, "1 or more threads")]
    [DataRow(1, 1, 1, 513, 1, 1, "at most 512 threads")]
    [DataRow(1, 1, 1, 32, 17, 1, "at most 512 threads")]
    [DataRow(1, 1, 1, 1, 1, 65, "at most 64 along z")]
    [DataRow(1, 1, 1, int.MaxValue, int.MaxValue, 64, "at most 512 threads")]
    public void A_grid_out_of_limits_is_refused(int bx, int by, int bz, int tx, int ty, int tz, string said)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        var grid = new LaunchGrid(new GridSize(bx, by, bz), new GridSize(tx, ty, tz));

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => stream.LaunchBody(new Doubled(default, default), grid));

        StringAssert.Contains(error.Message, said);
        StringAssert.Contains(error.Message, "Tests.Doubled");
    }

    [TestMethod]
    public void A_disposed_stream_says_so()
    {
        using var device = new CpuDevice();
        var stream = device.CreateStream();
        stream.Dispose();
        stream.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => stream.LaunchBody(new Doubled(default, default), new LaunchGrid(1, 1)));
        Assert.ThrowsExactly<ObjectDisposedException>(stream.Synchronize);
    }

    private readonly struct Doubled(DeviceView<float> from, DeviceSpan<float> to) : IKernelBody
    {
        public static string Name => "Tests.Doubled";

        public static bool Synchronizes => false;

        public static int MaxThreads => 512;

        public KernelTask Run(KernelThread thread)
        {
            int i = (thread.BlockIdx.X * thread.BlockDim.X) + thread.ThreadIdx.X;
            if (i < to.Length)
                to[i] = from[i] + from[i];
            return default;
        }
    }

    private readonly record struct Place(GridSize Block, GridSize Thread, GridSize Grid, GridSize BlockSize);

    private readonly struct WherePlaced(DeviceSpan<Place> places, DeviceSpan<int> next) : IKernelBody
    {
        public static string Name => "Tests.WherePlaced";

        public static bool Synchronizes => false;

        public KernelTask Run(KernelThread thread)
        {
            places[Atomic.Add(ref next.At(0), 1)]
                = new Place(thread.BlockIdx, thread.ThreadIdx, thread.GridDim, thread.BlockDim);
            return default;
        }
    }
}
