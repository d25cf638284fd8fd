using Moe.Dsl;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Devices;

[TestClass]
public sealed class LaunchTests
{
    [TestMethod]
    [DataRow(3, 40, Side.Front, true, true)]
    [DataRow(7, 33, Side.Back, false, false)]
    [DataRow(1, 1, Side.Back, true, false)]
    public void Arguments_of_every_kind_arrive_as_on_the_CPU(int rows, int width, Side side, bool add, bool twice)
    {
        using var cpu = new CpuDevice();
        using var gpu = new CudaDevice(0);
        Compare(Run<float>(cpu), Run<float>(gpu));
        Compare(Run<BFloat16>(cpu), Run<BFloat16>(gpu));

        (double[] Result, long[] Sums) Run<T>(Device device)
            where T : unmanaged
        {
            using var stream = device.CreateStream();
            using var ids = device.CopyOf<int>([.. Enumerable.Range(1, rows)]);
            using var table = device.CopyOf<int>([.. Enumerable.Range(5, rows)]);
            using var values = device.CopyOfRows<T>(
                [.. Enumerable.Range(0, rows * width).Select(i => Element.FromSingle<T>(i / 3f))], width);
            using var result = device.AllocateRows<double>(rows, width);
            using var sums = device.Allocate<long>(rows);
            stream.Launch(
                Probes.Kernels.Everything<T>(
                    ids, new Affine(3, 1.75, side == Side.Back, -9), add, values, -2, new Lookup(table, side), width,
                    result, twice, sums, 12.5f),
                new LaunchGrid(rows, 32));
            return (result.ToArray(), sums.ToArray());
        }

        static void Compare((double[] Result, long[] Sums) expected, (double[] Result, long[] Sums) actual)
        {
            CollectionAssert.AreEqual(expected.Result, actual.Result);
            CollectionAssert.AreEqual(expected.Sums, actual.Sums);
        }
    }

    [TestMethod]
    public void Every_thread_of_a_grid_runs_once()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        var grid = new LaunchGrid(new GridSize(5, 3, 2), new GridSize(6, 4, 2));
        using var places = device.Allocate<int>(30 * 48);
        stream.Launch(Probes.Kernels.Places(places), grid);
        int[] expected = [.. Enumerable.Range(0, 30 * 48).Select(i => i / 48 * 1000 + i % 48)];
        CollectionAssert.AreEqual(expected, places.ToArray());
    }

    [TestMethod]
    public void No_blocks_and_no_arguments_are_legal()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var values = device.CopyOf<int>([0]);
        stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(0, 64));
        stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(new GridSize(2, 0), 64));
        stream.Launch(Probes.Kernels.Nothing(), new LaunchGrid(2, 32));
        Assert.AreEqual(0, values.ToArray()[0]);
    }

    [TestMethod]
    public void A_grid_that_cannot_be_launched_is_refused_and_the_stream_works_on()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var values = device.CopyOf<int>([0]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(1, 1025)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(new GridSize(1, 65536), 1)));
        stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(3, 64));
        Assert.AreEqual(192, values.ToArray()[0]);
    }

    [TestMethod]
    public void Launching_again_allocates_nothing()
    {
        using var device = new CudaDevice(0);
        using var stream = device.CreateStream();
        using var values = device.CopyOf<int>([0]);
        Launch(50);
        long managed = GC.GetAllocatedBytesForCurrentThread();
        long allocations = device.Allocations;
        Launch(1000);
        Assert.AreEqual(managed, GC.GetAllocatedBytesForCurrentThread());
        Assert.AreEqual(allocations, device.Allocations);
        Assert.AreEqual(1050, values.ToArray()[0]);

        void Launch(int times)
        {
            for (int i = 0; i < times; i++)
                stream.Launch(Probes.Kernels.Increment(values), new LaunchGrid(1, 1));
            stream.Synchronize();
        }
    }
}
