using Moe.Dsl;

namespace Moe.Runtime.Tests;

[TestClass]
public sealed class BarrierTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 256)]
    [DataRow(3, 33)]
    [DataRow(64, 256)]
    [DataRow(5, 1000)]
    public void A_block_sums_in_shared_memory(int blocks, int blockSize)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        int n = (blocks * blockSize) - (blockSize / 3);
        int[] x = [.. Enumerable.Range(0, n).Select(i => (i * 7) % 101)];
        using var from = device.CopyOf<int>(x);
        using var sums = device.CopyOf<int>(new int[blocks]);

        stream.LaunchBody(new BlockSum(from, sums), new LaunchGrid(blocks, blockSize));

        int[] expected = new int[blocks];
        for (int i = 0; i < n; i++)
            expected[i / blockSize] += x[i];
        CollectionAssert.AreEqual(expected, sums.ToArray());
    }

    [TestMethod]
    public void Threads_that_have_returned_do_not_count_at_a_barrier()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var seen = device.CopyOf<int>(new int[100]);

        stream.LaunchBody(new LeavesOneByOne(seen), new LaunchGrid(1, 100));

        // Thread i passes i barriers; before each, all that are left have added one.
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 100).Select(round => 100 - round).ToArray(), seen.ToArray());
    }

    [TestMethod]
    public void Phases_run_in_order_of_blocks_then_phases_then_threads()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var order = device.CopyOf<int>(new int[2 * 3 * 40]);
        using var next = device.CopyOf<int>([0]);

        stream.LaunchBody(new ThreePhases(order, next), new LaunchGrid(2, new GridSize(10, 2, 2)));

        var expected = new List<int>();
        for (int block = 0; block < 2; block++)
            for (int phase = 0; phase < 3; phase++)
                for (int thread = 0; thread < 40; thread++)
                    expected.Add((block * 1000) + (phase * 100) + thread);
        CollectionAssert.AreEqual(expected, order.ToArray());
    }

    [TestMethod]
    public void Device_functions_wait_and_return_values()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var sums = device.CopyOf<int>(new int[150]);

        stream.LaunchBody(new NestedCalls(sums), new LaunchGrid(2, 75));

        var expected = Enumerable.Range(0, 2).SelectMany(
            block => Enumerable.Range(0, 75).Select(thread => Enumerable.Range(0, 75).Sum(i => i + block) + (2 * thread)));
        CollectionAssert.AreEqual(expected.ToArray(), sums.ToArray());
    }

    [TestMethod]
    public void A_kernel_that_waits_for_nothing_at_run_time_ends()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var seen = device.CopyOf<int>(new int[100]);

        stream.LaunchBody(new LeavesOneByOne(seen.Slice(0, 0)), new LaunchGrid(3, 70));

        CollectionAssert.AreEqual(new int[100], seen.ToArray());
    }

    private readonly struct BlockSum(DeviceView<int> from, DeviceSpan<int> sums) : IKernelBody
    {
        public static string Name => "Tests.BlockSum";

        public async KernelTask Run(KernelThread thread)
        {
            var partial = thread.Shared.Span<int>(1024);
            int t = thread.ThreadIdx.X;
            int i = (thread.BlockIdx.X * thread.BlockDim.X) + t;
            partial[t] = i < from.Length ? from[i] : 0;
            await thread.Block.Sync();
            for (int width = 512; width > 0; width /= 2)
            {
                if (t < width && t + width < thread.BlockDim.X)
                    partial[t] += partial[t + width];
                await thread.Block.Sync();
            }

            if (t == 0)
                sums[thread.BlockIdx.X] = partial[0];
        }
    }

    private readonly struct LeavesOneByOne(DeviceSpan<int> seen) : IKernelBody
    {
        public static string Name => "Tests.LeavesOneByOne";

        public async KernelTask Run(KernelThread thread)
        {
            for (int round = 0; round < seen.Length; round++)
            {
                seen[round]++;
                if (thread.ThreadIdx.X == round)
                    return;
                await thread.Block.Sync();
            }
        }
    }

    private readonly struct ThreePhases(DeviceSpan<int> order, DeviceSpan<int> next) : IKernelBody
    {
        public static string Name => "Tests.ThreePhases";

        public async KernelTask Run(KernelThread thread)
        {
            int place = (((thread.ThreadIdx.Z * 2) + thread.ThreadIdx.Y) * 10) + thread.ThreadIdx.X;
            for (int phase = 0; phase < 3; phase++)
            {
                order[next[0]++] = (thread.BlockIdx.X * 1000) + (phase * 100) + place;
                await thread.Block.Sync();
            }
        }
    }

    private readonly struct NestedCalls(DeviceSpan<int> sums) : IKernelBody
    {
        public static string Name => "Tests.NestedCalls";

        public async KernelTask Run(KernelThread thread)
        {
            var values = thread.Shared.Span<int>(75);
            int own = thread.ThreadIdx.X;
            int whole = await SumOf(thread, values, own + thread.BlockIdx.X);
            int doubled = await Doubled(own);
            await Rest(thread);
            sums[(thread.BlockIdx.X * 75) + own] = whole + doubled;
        }

        private static async KernelTask<int> SumOf(KernelThread thread, DeviceSpan<int> values, int value)
        {
            values[thread.ThreadIdx.X] = value;
            await Rest(thread);
            int sum = 0;
            foreach (int v in values)
                sum += v;
            await Rest(thread);
            return sum;
        }

        private static async KernelTask Rest(KernelThread thread) => await thread.Block.Sync();

#pragma warning disable CS1998 // A device function that never waits at run time is legal.
        private static async KernelTask<int> Doubled(int value) => value + value;
#pragma warning restore CS1998
    }
}
