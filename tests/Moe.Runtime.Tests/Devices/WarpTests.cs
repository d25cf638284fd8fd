using Moe.Dsl;

namespace Moe.Runtime.Tests;

/// <summary>Every warp operation, in whole, partial and thinned-out warps, against plain loops.</summary>
[TestClass]
public sealed class WarpTests
{
    private delegate long Oracle(int[] lanes, Func<int, int> value, int lane);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Operations_agree_with_plain_loops(string operation, int blocks, int threads, bool thinned)
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        int n = blocks * threads;
        int[] values = [.. Enumerable.Range(0, n).Select(i => (i * 37 % 11) - 5)];
        using var from = device.CopyOf<int>(values);
        using var to = device.CopyOf<long>(Enumerable.Repeat(-99L, n).ToArray());
        bool[] takesPart = [.. Enumerable.Range(0, n).Select(i => !thinned || i % threads % 5 != 1)];
        using var parts = device.CopyOf<bool>(takesPart);

        int number = Array.IndexOf(s_names, operation);
        stream.LaunchBody(new OneOperation(number, from, parts, to), new LaunchGrid(blocks, threads));

        long[] expected = new long[n];
        for (int i = 0; i < n; i++)
        {
            int first = (i / threads * threads) + (i % threads / 32 * 32);
            int end = Math.Min(first + 32, (i / threads * threads) + threads);
            int[] lanes = [.. Enumerable.Range(first, end - first).Where(j => takesPart[j]).Select(j => j - first)];
            expected[i] = takesPart[i] ? s_oracles[operation](lanes, lane => values[first + lane], i - first) : -99;
        }

        CollectionAssert.AreEqual(expected, to.ToArray());
    }

    [TestMethod]
    public void Shuffles_carry_each_type_of_up_to_8_bytes_whole()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        using var wrong = device.CopyOf<int>([0]);

        stream.LaunchBody(new TypedShuffles(wrong), new LaunchGrid(2, 64));

        Assert.AreEqual(0, wrong.ToArray()[0]);
    }

    [TestMethod]
    public void Lanes_share_a_copy()
    {
        using var device = new CpuDevice();
        using var stream = device.CreateStream();
        int[] values = [.. Enumerable.Range(1, 45)];
        using var from = device.CopyOf<int>(values);
        using var byWarps = device.CopyOfRows<int>(new int[4 * 45], 45);
        using var byBlock = device.CopyOfRows<int>(new int[2 * 45], 45);

        stream.LaunchBody(new Copies(from, byWarps, byBlock), new LaunchGrid(2, 50));

        CollectionAssert.AreEqual(Enumerable.Repeat(values, 4).SelectMany(v => v).ToArray(), byWarps.ToArray());
        CollectionAssert.AreEqual(Enumerable.Repeat(values, 2).SelectMany(v => v).ToArray(), byBlock.ToArray());
    }

    private static readonly Dictionary<string, Oracle> s_oracles = new()
    {
        ["Ballot"] = (lanes, value, _) => lanes.Where(l => value(l) > 0).Sum(l => 1L << l),
        ["Any"] = (lanes, value, _) => lanes.Any(l => value(l) > 4) ? 1 : 0,
        ["All"] = (lanes, value, _) => lanes.All(l => value(l) > -5) ? 1 : 0,
        ["Sum"] = (lanes, value, _) => lanes.Sum(value),
        ["MatchAny"] = (lanes, value, own) => lanes.Where(l => value(l) == value(own)).Sum(l => 1L << l),
        ["Shuffle"] = (lanes, value, _) => value(lanes[0]),
        ["ShuffleUp"] = (lanes, value, own) => value(own < 5 ? own : own - 5),
        ["ShuffleDown"] = (lanes, value, own) => value(own + 5 > 31 ? own : own + 5),
        ["Sync"] = (lanes, value, own) => value(lanes[^1]),
        ["SumOfUnsigned"] = (lanes, value, _) => lanes.Aggregate(0u, (sum, l) => unchecked(sum + (uint)value(l))),
        ["Min"] = (lanes, value, _) => lanes.Min(value),
        ["MinOfUnsigned"] = (lanes, value, _) => lanes.Min(l => (uint)value(l)),
        ["Max"] = (lanes, value, _) => lanes.Max(value),
        ["MaxOfUnsigned"] = (lanes, value, _) => lanes.Max(l => (uint)value(l)),
        ["And"] = (lanes, value, _) => lanes.Aggregate(uint.MaxValue, (bits, l) => bits & (uint)(value(l) | 8)),
        ["Or"] = (lanes, value, _) => lanes.Aggregate(0u, (bits, l) => bits | (uint)(value(l) & 6)),
        ["Xor"] = (lanes, value, _) => lanes.Aggregate(0u, (bits, l) => bits ^ (uint)value(l)),
        ["ShuffleXor"] = (lanes, value, own) => value(own ^ 10),
    };

    private static readonly string[] s_names = [.. s_oracles.Keys];

    private static readonly (int Blocks, int Threads, bool Thinned)[] s_shapes =
        [(1, 32, false), (3, 256, false), (2, 45, false), (2, 20, false), (1, 1, false), (2, 75, true)];

    // A shuffle reads by lane number, and to read a lane that takes no part is an error: lanes 5 apart take part alike,
    // and reading above wants whole warps.
    public static IEnumerable<object[]> Cases
        => from name in s_names
           from shape in s_shapes
           let readsAbove = name is "ShuffleDown" or "ShuffleXor"
           where !readsAbove || shape.Threads % 32 == 0
           select new object[] { name, shape.Blocks, shape.Threads, shape.Thinned };

    private readonly struct OneOperation(
        int operation, DeviceView<int> from, DeviceView<bool> parts, DeviceSpan<long> to) : IKernelBody
    {
        public static string Name => "Tests.OneOperation";

        public async KernelTask Run(KernelThread thread)
        {
            var values = thread.Shared.Span<int>(256);
            int i = (thread.BlockIdx.X * thread.BlockDim.X) + thread.ThreadIdx.X;
            if (!parts[i])
                return;
            int value = from[i];
            switch (operation)
            {
                case 0: to[i] = await thread.Warp.Ballot(value > 0); break;
                case 1: to[i] = await thread.Warp.Any(value > 4) ? 1 : 0; break;
                case 2: to[i] = await thread.Warp.All(value > -5) ? 1 : 0; break;
                case 3: to[i] = await thread.Warp.Sum(value); break;
                case 4: to[i] = await thread.Warp.MatchAny(value); break;
                case 5: to[i] = await thread.Warp.Shuffle(value, 0); break;
                case 6: to[i] = await thread.Warp.ShuffleUp(value, 5); break;
                case 7: to[i] = await thread.Warp.ShuffleDown(value, 5); break;
                case 9: to[i] = await thread.Warp.Sum((uint)value); break;
                case 10: to[i] = await thread.Warp.Min(value); break;
                case 11: to[i] = await thread.Warp.Min((uint)value); break;
                case 12: to[i] = await thread.Warp.Max(value); break;
                case 13: to[i] = await thread.Warp.Max((uint)value); break;
                case 14: to[i] = await thread.Warp.And((uint)(value | 8)); break;
                case 15: to[i] = await thread.Warp.Or((uint)(value & 6)); break;
                case 16: to[i] = await thread.Warp.Xor((uint)value); break;
                case 17: to[i] = await thread.Warp.ShuffleXor(value, 10); break;
                default:
                    values[thread.ThreadIdx.X] = value;
                    await thread.Warp.Sync();
                    int last = Math.Min((thread.Warp.Index * 32) + 31, thread.BlockDim.X - 1);
                    while (!parts[(thread.BlockIdx.X * thread.BlockDim.X) + last])
                        last--;
                    to[i] = values[last];
                    break;
            }
        }
    }

    private readonly struct TypedShuffles(DeviceSpan<int> wrong) : IKernelBody
    {
        public static string Name => "Tests.TypedShuffles";

        public async KernelTask Run(KernelThread thread)
        {
            int lane = thread.Warp.Lane;
            int source = (lane + 9) % 32;
            bool right = await thread.Warp.Shuffle(double.Pi * lane, source) == double.Pi * source;
            right &= await thread.Warp.Shuffle(-1f / (lane + 1), source) == -1f / (source + 1);
            right &= await thread.Warp.Shuffle((byte)(lane * 8), source) == (byte)(source * 8);
            right &= await thread.Warp.Shuffle((lane, -lane), source) == (source, -source);
            right &= await thread.Warp.Shuffle(long.MinValue + lane, source) == long.MinValue + source;
            right &= await thread.Warp.Shuffle(lane % 3 == 0, source) == (source % 3 == 0);
            if (!right)
                wrong[0]++;
        }
    }

    private readonly struct Copies(DeviceView<int> from, DeviceRowsSpan<int> byWarps, DeviceRowsSpan<int> byBlock)
        : IKernelBody
    {
        public static string Name => "Tests.Copies";

        public static bool Synchronizes => false;

        public KernelTask Run(KernelThread thread)
        {
            thread.Warp.Copy(from, byWarps[(thread.BlockIdx.X * 2) + thread.Warp.Index]);
            thread.Block.Copy(from, byBlock[thread.BlockIdx.X]);
            return default;
        }
    }
}
