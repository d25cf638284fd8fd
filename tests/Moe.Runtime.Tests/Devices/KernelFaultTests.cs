using System.Runtime.CompilerServices;
using Moe.Dsl;

namespace Moe.Runtime.Tests;

/// <summary>What a GPU leaves undefined is an exception that names kernel, block, thread and line.</summary>
[TestClass]
public sealed class KernelFaultTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void An_index_out_of_range_names_its_place(bool synchronizes)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var to = device.CopyOf<int>(new int[100]);
        var grid = new LaunchGrid(2, new GridSize(32, 2));

        // Element 100 is that of block 1, thread (4, 1): the first that does not exist.
        var error = Assert.ThrowsExactly<KernelException>(() =>
        {
            if (synchronizes)
                stream.LaunchBody(new WritesAfterBarrier(to), grid);
            else
                stream.LaunchBody(new Writes(to), grid);
        });

        Assert.AreEqual(synchronizes ? "Tests.WritesAfterBarrier" : "Tests.Writes", error.Kernel);
        Assert.AreEqual(new GridSize(1, 0, 0), error.Block);
        Assert.AreEqual(new GridSize(4, 1, 0), error.Thread);
        Assert.AreEqual("Index 100 is outside [0, 100).", error.Problem);
        Assert.AreEqual(ThisFile(), error.File);
        Assert.AreEqual(synchronizes ? WritesAfterBarrier.Line : Writes.Line, error.Line);
        Assert.IsInstanceOfType<MemoryAccessException>(error.InnerException);
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToArray(), to.ToArray());
    }

    [TestMethod]
    public void Any_other_exception_is_kept_inside_and_its_line_found()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new DividesByZeroInACall(), new LaunchGrid(3, 40)));

        Assert.IsInstanceOfType<DivideByZeroException>(error.InnerException);
        Assert.AreEqual(new GridSize(0, 0, 0), error.Block);
        Assert.AreEqual(new GridSize(7, 0, 0), error.Thread);
        Assert.AreEqual(ThisFile(), error.File);
        Assert.AreEqual(DividesByZeroInACall.Line, error.Line);
    }

    [TestMethod]
    public void The_device_stays_usable()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var small = device.CopyOf<int>(new int[100]);
        using var large = device.CopyOf<int>(new int[128]);

        Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new WritesAfterBarrier(small), new LaunchGrid(2, 64)));
        Assert.ThrowsExactly<KernelException>(() => stream.LaunchBody(new Writes(small), new LaunchGrid(2, 64)));
        small.CopyFrom(new int[100]);
        stream.LaunchBody(new WritesAndReturns(large), new LaunchGrid(1, 64));
        CollectionAssert.AreEqual(new int[100], small.ToArray(), "A thread of the failed launch has gone on.");
        CollectionAssert.AreEqual(Enumerable.Repeat(1, 64).ToArray(), large.Slice(0, 64).ToArray());
        stream.LaunchBody(new WritesAfterBarrier(large), new LaunchGrid(2, 64));
        CollectionAssert.AreEqual(Enumerable.Range(0, 128).ToArray(), large.ToArray());
    }

    [TestMethod]
    [DataRow(0, "Block.Sync", "Block.Sync")]
    [DataRow(1, "Block.Sync", "Warp.Ballot")]
    [DataRow(2, "Warp.Sum", "Warp.Ballot")]
    [DataRow(3, "Warp.Sum", "Warp.Sum")]
    [Timeout(20_000, CooperativeCancellation = false)]
    public void Threads_that_cannot_meet_are_named_with_their_places(int way, string one, string other)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new Diverges(way), new LaunchGrid(2, 70)));

        StringAssert.Contains(error.Problem, $"thread (0, 0, 0) waits at {one} ({ThisFile()}:");
        StringAssert.Contains(error.Problem, $"thread (1, 0, 0) waits at {other} ({ThisFile()}:");
        Assert.AreEqual("Tests.Diverges", error.Kernel);
        Assert.AreEqual(new GridSize(0, 0, 0), error.Block);
        Assert.AreEqual(new GridSize(1, 0, 0), error.Thread);
        Assert.AreEqual(ThisFile(), error.File);
        StringAssert.Contains(error.Problem, $":{error.Line})");
    }

    [TestMethod]
    public void A_thread_that_looks_for_what_no_other_will_do_is_named_with_its_place()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new LooksForever(), new LaunchGrid(2, 70)));

        Assert.AreEqual(KernelErrorKind.Deadlock, error.Kind);
        Assert.AreEqual((new GridSize(0, 0, 0), new GridSize(7, 0, 0)), (error.Block, error.Thread));
        Assert.AreEqual(("Look.cs", 12), (error.File, error.Line));
        StringAssert.Contains(error.Problem, "thread (7, 0, 0) waits at Tests.Look (Look.cs:12)");
    }

    [TestMethod]
    public void A_shuffle_from_a_lane_that_takes_no_part_is_an_error()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new ShufflesDown(), new LaunchGrid(1, 40)));

        Assert.AreEqual("Warp.ShuffleDown with 5 on lane 3 reads a lane that takes no part.", error.Problem);
        Assert.AreEqual(new GridSize(35, 0, 0), error.Thread);
    }

    [TestMethod]
    public void A_kernel_that_waits_though_it_says_that_it_does_not_is_an_error()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new WaitsSecretly(), new LaunchGrid(1, 40)));

        StringAssert.Contains(error.Problem, "waits");
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private static int ThisLine([CallerLineNumber] int line = 0) => line;

    private readonly struct Writes(DeviceSpan<int> to) : IKernelBody
    {
        public static string Name => "Tests.Writes";

        public static bool Synchronizes => false;

        public static int Line { get; private set; }

        public KernelTask Run(KernelThread thread)
        {
            int i = (thread.BlockIdx.X * 64) + (thread.ThreadIdx.Y * 32) + thread.ThreadIdx.X;
            Line = ThisLine() + 1;
            to[i] = i;
            return default;
        }
    }

    private readonly struct WritesAfterBarrier(DeviceSpan<int> to) : IKernelBody
    {
        public static string Name => "Tests.WritesAfterBarrier";

        public static int Line { get; private set; }

        public async KernelTask Run(KernelThread thread)
        {
            await thread.Block.Sync();
            int i = (thread.BlockIdx.X * 64) + (thread.ThreadIdx.Y * 32) + thread.ThreadIdx.X;
            Line = ThisLine() + 1;
            to[i] = i;
        }
    }

    private readonly struct WritesAndReturns(DeviceSpan<int> to) : IKernelBody
    {
        public static string Name => "Tests.WritesAndReturns";

        public KernelTask Run(KernelThread thread)
        {
            to[thread.ThreadIdx.X] = 1;
            return default;
        }
    }

    private readonly struct DividesByZeroInACall : IKernelBody
    {
        public static string Name => "Tests.DividesByZeroInACall";

        public static int Line { get; private set; }

        public async KernelTask Run(KernelThread thread) => await Divide(thread, 7 - thread.ThreadIdx.X);

        private static async KernelTask<int> Divide(KernelThread thread, int divisor)
        {
            await thread.Warp.Sync();
            Line = ThisLine() + 1;
            return 100 / divisor;
        }
    }

    private readonly struct Diverges(int way) : IKernelBody
    {
        public static string Name => "Tests.Diverges";

        public async KernelTask Run(KernelThread thread)
        {
            await thread.Block.Sync();
            if (thread.ThreadIdx.X != 1)
            {
                if (way < 2)
                    await thread.Block.Sync();
                else
                    await thread.Warp.Sum(1);
            }
            else if (way == 0)
            {
                await thread.Block.Sync();
            }
            else if (way == 3)
            {
                await thread.Warp.Sum(1);
            }
            else
            {
                await thread.Warp.Ballot(true);
            }
        }
    }

    private readonly struct LooksForever : IKernelBody
    {
        public static string Name => "Tests.LooksForever";

        public async KernelTask Run(KernelThread thread)
        {
            // The others wait at the barrier for the one that waits for them.
            while (thread.ThreadIdx.X == 7)
                await Suspension.ForATurn(thread, "Tests.Look", 12, "Look.cs");
            await thread.Block.Sync();
        }
    }

    private readonly struct ShufflesDown : IKernelBody
    {
        public static string Name => "Tests.ShufflesDown";

        public async KernelTask Run(KernelThread thread) => await thread.Warp.ShuffleDown(1, 5);
    }

    private readonly struct WaitsSecretly : IKernelBody
    {
        public static string Name => "Tests.WaitsSecretly";

        public static bool Synchronizes => false;

        public async KernelTask Run(KernelThread thread) => await thread.Block.Sync();
    }
}
