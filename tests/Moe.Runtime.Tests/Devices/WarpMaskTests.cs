using Moe.Dsl;

namespace Moe.Runtime.Tests;

/// <summary>Warp operations of a part of a warp, at one line and at several, against plain loops; and wrong masks.</summary>
[TestClass]
public sealed class WarpMaskTests
{
    private const uint Even = 0x55555555;

    // Each by the lanes of one group, in rising order, and the lane whose result is asked for.
    private static readonly Dictionary<string, Func<int[], int, long>> s_oracles = new()
    {
        ["Ballot"] = (lanes, _) => lanes.Where(l => Value(l) > 0).Sum(l => 1L << l),
        ["Any"] = (lanes, _) => lanes.Any(l => Value(l) == 4) ? 1 : 0,
        ["All"] = (lanes, _) => lanes.All(l => Value(l) != 3) ? 1 : 0,
        ["MatchAny"] = (lanes, own) => lanes.Where(l => Value(l) % 3 == Value(own) % 3).Sum(l => 1L << l),
        ["Sum"] = (lanes, _) => lanes.Sum(Value),
        ["Min"] = (lanes, _) => lanes.Min(Value),
        ["Max"] = (lanes, _) => lanes.Max(Value),
        ["Or"] = (lanes, _) => lanes.Aggregate(0, (bits, l) => bits | Value(l) & 0x70),
        ["Xor"] = (lanes, _) => (uint)lanes.Aggregate(0, (bits, l) => bits ^ Value(l)),
        ["Shuffle"] = (lanes, own) => Value((own % 2) + 4),
        ["ShuffleUp"] = (lanes, own) => Value(own < 6 ? own : own - 6),
        ["ShuffleXor"] = (lanes, own) => Value(own ^ 2),
    };

    private static readonly string[] s_names = [.. s_oracles.Keys];

    public static IEnumerable<object[]> Cases
        => from name in s_names
           from isDivergent in (bool[])[false, true]
           from threads in (int[])[64, 44]
           select new object[] { name, isDivergent, threads };

    private static int Value(int lane) => (lane * 37 % 23) - 9;

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Even_and_odd_lanes_go_their_own_ways(string operation, bool isDivergent, int threads)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var to = device.CopyOf<long>(new long[threads]);

        stream.LaunchBody(new Halves(Array.IndexOf(s_names, operation), isDivergent, to), new LaunchGrid(1, threads));

        var results = to.ToArray();
        for (int i = 0; i < threads; i++)
        {
            int first = i / 32 * 32;
            int[] lanes = [.. Enumerable.Range(0, Math.Min(32, threads - first)).Where(l => l % 2 == i % 2)];
            Assert.AreEqual(s_oracles[operation](lanes, i - first), results[i], $"thread {i}");
        }
    }

    [TestMethod]
    public void A_lane_that_returned_does_not_count_though_the_mask_names_it()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var to = device.CopyOf<long>(new long[32]);

        stream.LaunchBody(new ReturnsEarly(to), new LaunchGrid(1, 32));

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 32).Select(i => i < 8 ? 0L : i % 2 == 0 ? 12L : 0L).ToArray(), to.ToArray());
    }

    [TestMethod]
    public void A_lane_that_its_mask_leaves_out_is_an_error()
    {
        var error = Failure(new Masks(lane => lane == 3 ? 0xfffffff7u : uint.MaxValue));

        Assert.AreEqual(KernelErrorKind.Barrier, error.Kind);
        StringAssert.Contains(error.Problem, "Warp.Ballot with mask 0xfffffff7 on lane 3, which the mask leaves out.");
    }

    [TestMethod]
    public void Masks_that_differ_are_an_error()
    {
        var error = Failure(new Masks(lane => lane < 16 ? 0x1ffffu : 0xffff0000u));

        Assert.AreEqual(KernelErrorKind.Barrier, error.Kind);
        StringAssert.Contains(error.Problem, "Threads wait where they cannot meet");
        StringAssert.Contains(error.Problem, "with mask 0x0001ffff");
        StringAssert.Contains(error.Problem, "waits at Block.Sync");
    }

    [TestMethod]
    public void A_lane_outside_the_mask_is_not_read()
    {
        var error = Failure(new ReadsOther());

        Assert.AreEqual(KernelErrorKind.Barrier, error.Kind);
        StringAssert.Contains(error.Problem, "Warp.Shuffle with 1 on lane 0 reads a lane that takes no part.");
    }

    [TestMethod]
    public void Lanes_that_met_know_what_each_wrote_and_others_do_not()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var to = device.CopyOf<long>(new long[32]);

        stream.LaunchBody(new Hands(from: 2, to), new LaunchGrid(1, 32));
        Assert.AreEqual(102, to.ToArray()[0]);

        var error = Assert.ThrowsExactly<KernelException>(
            () => stream.LaunchBody(new Hands(from: 3, to), new LaunchGrid(1, 32)));
        Assert.AreEqual(KernelErrorKind.Race, error.Kind);
    }

    private static KernelException Failure<TBody>(TBody body)
        where TBody : struct, IKernelBody
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        return Assert.ThrowsExactly<KernelException>(() => stream.LaunchBody(body, new LaunchGrid(1, 32)));
    }

    private readonly struct Halves(int operation, bool isDivergent, DeviceSpan<long> to) : IKernelBody
    {
        public static string Name => "Tests.Halves";

        public async KernelTask Run(KernelThread thread)
        {
            int lane = thread.Warp.Lane;
            int i = thread.ThreadIdx.X;
            if (!isDivergent)
                to[i] = await Operate(thread, lane, lane % 2 == 0 ? Even : ~Even);
            else if (lane % 2 == 0)
                to[i] = await Operate(thread, lane, Even);
            else
                to[i] = await OperateElsewhere(thread, lane, ~Even);
        }

        private async KernelTask<long> Operate(KernelThread thread, int lane, uint mask)
        {
            int value = Value(lane);
            return operation switch
            {
                0 => await thread.Warp.Ballot(value > 0, mask),
                1 => await thread.Warp.Any(value == 4, mask) ? 1 : 0,
                2 => await thread.Warp.All(value != 3, mask) ? 1 : 0,
                3 => await thread.Warp.MatchAny(value % 3, mask),
                4 => await thread.Warp.Sum(value, mask),
                5 => await thread.Warp.Min(value, mask),
                6 => await thread.Warp.Max(value, mask),
                7 => await thread.Warp.Or((uint)value & 0x70, mask),
                8 => await thread.Warp.Xor((uint)value, mask),
                9 => await thread.Warp.Shuffle(value, (lane % 2) + 4, mask),
                10 => await thread.Warp.ShuffleUp(value, 6, mask),
                _ => await thread.Warp.ShuffleXor(value, 2, mask),
            };
        }

        // The same at other lines, and once more, so that the groups are not in step.
        private async KernelTask<long> OperateElsewhere(KernelThread thread, int lane, uint mask)
        {
            await thread.Warp.Sync(mask);
            int value = Value(lane);
            return operation switch
            {
                0 => await thread.Warp.Ballot(value > 0, mask),
                1 => await thread.Warp.Any(value == 4, mask) ? 1 : 0,
                2 => await thread.Warp.All(value != 3, mask) ? 1 : 0,
                3 => await thread.Warp.MatchAny(value % 3, mask),
                4 => await thread.Warp.Sum(value, mask),
                5 => await thread.Warp.Min(value, mask),
                6 => await thread.Warp.Max(value, mask),
                7 => await thread.Warp.Or((uint)value & 0x70, mask),
                8 => await thread.Warp.Xor((uint)value, mask),
                9 => await thread.Warp.Shuffle(value, (lane % 2) + 4, mask),
                10 => await thread.Warp.ShuffleUp(value, 6, mask),
                _ => await thread.Warp.ShuffleXor(value, 2, mask),
            };
        }
    }

    private readonly struct ReturnsEarly(DeviceSpan<long> to) : IKernelBody
    {
        public static string Name => "Tests.ReturnsEarly";

        public async KernelTask Run(KernelThread thread)
        {
            int lane = thread.Warp.Lane;
            if (lane < 8 || lane % 2 != 0)
                return;
            to[lane] = await thread.Warp.Sum(1, Even);
        }
    }

    private readonly struct Masks(Func<int, uint> maskOf) : IKernelBody
    {
        public static string Name => "Tests.Masks";

        public async KernelTask Run(KernelThread thread)
        {
            await thread.Warp.Ballot(true, maskOf(thread.Warp.Lane));
            await thread.Block.Sync();
        }
    }

    private readonly struct ReadsOther : IKernelBody
    {
        public static string Name => "Tests.ReadsOther";

        public async KernelTask Run(KernelThread thread)
        {
            int lane = thread.Warp.Lane;
            await thread.Warp.Shuffle(lane, 1 - (lane % 2), lane % 2 == 0 ? Even : ~Even);
        }
    }

    private readonly struct Hands(int from, DeviceSpan<long> to) : IKernelBody
    {
        public static string Name => "Tests.Hands";

        public async KernelTask Run(KernelThread thread)
        {
            var values = thread.Shared.Span<int>(32);
            int lane = thread.Warp.Lane;
            values[lane] = 100 + lane;
            await thread.Warp.Sync(lane % 2 == 0 ? Even : ~Even);
            if (lane == 0)
                to[0] = values[from];
        }
    }
}
