using Moe.Dsl;

namespace Moe.Runtime.Tests;

/// <summary>What a released value orders between threads, and what it does not.</summary>
[TestClass]
public sealed class MemoryOrderTests
{
    public enum Way
    {
        /// <summary>The flag is released and acquired.</summary>
        ReleaseAndAcquire,

        /// <summary>The flag is an atomic between two fences.</summary>
        Fences,

        /// <summary>The flag is released, and read without acquiring it.</summary>
        ReleaseAlone,

        /// <summary>The flag is acquired, and was written without releasing it.</summary>
        AcquireAlone,

        /// <summary>There is a fence before the flag is written, and none after it is read.</summary>
        FenceAlone,
    }

    [TestMethod]
    [DataRow(Way.ReleaseAndAcquire, true)]
    [DataRow(Way.Fences, true)]
    [DataRow(Way.ReleaseAlone, false)]
    [DataRow(Way.AcquireAlone, false)]
    [DataRow(Way.FenceAlone, false)]
    public void A_flag_orders_threads_of_one_block_if_it_is_released_and_acquired(Way way, bool isOrdered)
        => AssertOrdered(isOrdered, new PassesOn(way, 1, default, default), new LaunchGrid(1, 96));

    [TestMethod]
    [DataRow(Way.ReleaseAndAcquire, true)]
    [DataRow(Way.Fences, true)]
    [DataRow(Way.ReleaseAlone, false)]
    [DataRow(Way.FenceAlone, false)]
    public void A_flag_orders_blocks_if_it_is_released_and_acquired(Way way, bool isOrdered)
    {
        using var device = new CpuDevice(checkMemory: true);
        using var stream = device.CreateStream();
        using var data = device.CopyOf<int>([0]);
        using var flag = device.CopyOf<int>([0]);
        void Launch() => stream.LaunchBody(new PassesOn(way, 1, data, flag), new LaunchGrid(3, 1));

        if (isOrdered)
        {
            Launch();
            Assert.AreEqual(3, data.ToArray()[0]);
        }
        else
        {
            Assert.AreEqual(KernelErrorKind.Race, Assert.ThrowsExactly<KernelException>(Launch).Kind);
        }
    }

    [TestMethod]
    public void What_is_done_after_the_release_is_not_ordered()
        => AssertOrdered(false, new PassesOn(Way.ReleaseAndAcquire, 2, default, default), new LaunchGrid(1, 96));

    [TestMethod]
    public void Part_of_a_warp_orders_its_lanes_and_what_they_know_of_others()
    {
        var clocks = new ThreadClocks();
        clocks.BeginLaunch(64);
        clocks.BeginBlock();
        var byLane = new MemoryUse[64];
        for (int thread = 0; thread < 64; thread++)
        {
            clocks.Running = thread;
            byLane[thread] = new MemoryUse(clocks.Stamp, thread, 0);
        }

        clocks.MeetInWarp(0, 0b0011, isWhole: false);
        clocks.MeetInWarp(0, 0b0110, isWhole: false);

        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, KnownTo(2));
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, KnownTo(1));
        CollectionAssert.AreEqual(new[] { 0, 1 }, KnownTo(0));
        CollectionAssert.AreEqual(new[] { 3 }, KnownTo(3));
        CollectionAssert.AreEqual(new[] { 40 }, KnownTo(40));

        int[] KnownTo(int thread)
        {
            clocks.Running = thread;
            return [.. byLane.Where(use => clocks.IsBefore(use)).Select(use => use.Thread)];
        }
    }

    private static void AssertOrdered(bool isOrdered, PassesOn body, LaunchGrid grid)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        if (isOrdered)
            stream.LaunchBody(body, grid);
        else
            Assert.AreEqual(
                KernelErrorKind.Race,
                Assert.ThrowsExactly<KernelException>(() => stream.LaunchBody(body, grid)).Kind);
    }

    /// <summary>
    /// One thread after the other, every 32nd of a block or the one of each block, adds one to a datum when the flag says
    /// that it is its turn.
    /// </summary>
    private readonly struct PassesOn(Way way, int additions, DeviceSpan<int> data, DeviceSpan<int> flag) : IKernelBody
    {
        public static string Name => "Tests.PassesOn";

        public async KernelTask Run(KernelThread thread)
        {
            var datum = data;
            var turn = flag;
            int own = thread.BlockIdx.X;
            if (datum.Length == 0)
            {
                datum = thread.Shared.Span<int>(1);
                turn = thread.Shared.Span<int>(1);
                if (thread.ThreadIdx.X == 0)
                    datum[0] = turn[0] = 0;
                await thread.Block.Sync();
                if (thread.ThreadIdx.X % 32 != 0)
                    return;
                own = thread.ThreadIdx.X / 32;
            }

            while (turn.At(0, MemoryAccess.AtomicRead) != own)
                await Suspension.ForATurn(thread, "Tests.Look", 1, "Look.cs");
            if (way is Way.ReleaseAndAcquire or Way.AcquireAlone)
                Acquire(turn);
            else if (way == Way.Fences)
                MemoryWatch.Current!.OnFence();
            datum[0] += 1;
            if (way is Way.ReleaseAndAcquire or Way.ReleaseAlone)
                Release(turn);
            else if (way is Way.Fences or Way.FenceAlone)
                MemoryWatch.Current!.OnFence();
            turn.At(0, MemoryAccess.AtomicWrite) = own + 1;
            if (additions == 2)
                datum[0] += 1;
        }

        private static unsafe void Acquire(DeviceSpan<int> flag) => MemoryWatch.Current!.OnAcquire(flag.Data);

        private static unsafe void Release(DeviceSpan<int> flag) => MemoryWatch.Current!.OnRelease(flag.Data);
    }
}
