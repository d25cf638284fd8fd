using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>Kernels, launched on the CPU device through their generated halves.</summary>
[TestClass]
public sealed class LaunchTests
{
    [TestMethod]
    public void A_kernel_over_spans_computes_what_its_author_wrote()
    {
        float[] result = LoadedProgram.Run<float[]>("""
            public static partial class Activations
            {
                [Kernel]
                public static void Scale(ReadOnlySpan<float> x, Span<float> y, float factor)
                {
                    int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                    if (i < y.Length)
                        y[i] = x[i] * factor;
                }
            }

            public static class Test
            {
                public static float[] Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var x = device.CopyOf<float>([1, 2, 3, 4, 5]);
                    using var y = device.Allocate<float>(5);
                    stream.Launch(Activations.Kernels.Scale(x, y, 10), LaunchGrid.Cover(5, blockSize: 2));
                    return y.ToArray();
                }
            }
            """);

        CollectionAssert.AreEqual(new float[] { 10, 20, 30, 40, 50 }, result);
    }

    [TestMethod]
    [DataRow("Block.Sync();", "5 and: none")]
    [DataRow("", "5 and: Unwritten at 10")]
    public void Packs_in_shared_memory_are_watched(string between, string expected)
    {
        string found = LoadedProgram.Run<string>($$"""
            public static partial class Turns
            {
                [Kernel]
                public static void Turn(ReadOnlySpan<float> x, Span<float> y)
                {
                    var tile = Shared.Span<float>(128);
                    var pack = Pack<float>.Load(x, ThreadIdx.X * 4, LoadHint.ReadOnly);
                    Pack<float>.Store(tile, ThreadIdx.X * 4, pack);
                    {{between}}
                    Pack<float>.Store(y, ThreadIdx.X * 4, Pack<float>.Load(tile, 124 - ThreadIdx.X * 4), StoreHint.Streaming);
                }
            }

            public static class Test
            {
                public static string Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    float[] values = new float[128];
                    values[127] = 5;
                    using var x = device.CopyOf<float>(values);
                    using var y = device.Allocate<float>(128);
                    try
                    {
                        stream.Launch(Turns.Kernels.Turn(x, y), new LaunchGrid(1, 32));
                        return $"{y.ToArray()[3]} and: none";
                    }
                    catch (KernelException e)
                    {
                        return $"5 and: {e.Kind} at {e.Line}";
                    }
                }
            }
            """);

        Assert.AreEqual(expected, found);
    }

    private const string Aliases = """
        public static partial class Sums
        {
            [Kernel]
            public static void Add([NoAlias] ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sum)
                => sum[ThreadIdx.X] = x[ThreadIdx.X] + y[ThreadIdx.X];

            [Kernel]
            public static void AddRows(ReadOnlyRows<float> x, [NoAlias] Rows<float> sum)
                => sum[0][0] += x[0][0];
        }

        """;

    [TestMethod]
    public void What_is_marked_NoAlias_may_not_share_what_is_written()
    {
        string[] messages = LoadedProgram.Run<string[]>(Aliases + """
            public static class Test
            {
                public static string[] Run()
                {
                    using var device = new CpuDevice();
                    using var a = device.Allocate<float>(8);
                    using var rows = device.AllocateRows<float>(4, 4);
                    return [
                        Message(() => Sums.Kernels.Add(a, default, a)),
                        Message(() => Sums.Kernels.Add(((DeviceView<float>)a).Slice(0, 5), default, ((DeviceSpan<float>)a).Slice(4, 4))),
                        Message(() => Sums.Kernels.AddRows(rows, rows))];
                }

                private static string Message<T>(Func<T> make)
                {
                    try { make(); return "made"; } catch (ArgumentException e) { return e.Message; }
                }
            }
            """);

        StringAssert.StartsWith(messages[0], "'x' of Sums.Add is marked [NoAlias] and shares 32 bytes with 'sum'.");
        StringAssert.StartsWith(messages[1], "'x' of Sums.Add is marked [NoAlias] and shares 4 bytes with 'sum'.");
        StringAssert.StartsWith(messages[2], "'sum' of Sums.AddRows is marked [NoAlias] and shares 64 bytes with 'x'.");
    }

    [TestMethod]
    public void What_is_marked_NoAlias_may_share_what_is_only_read_and_touch_its_neighbours()
    {
        float[] sums = LoadedProgram.Run<float[]>(Aliases + """
            public static class Test
            {
                public static float[] Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var a = device.CopyOf<float>([1, 2, 3, 4, 0, 0, 0, 0]);
                    var x = ((DeviceView<float>)a).Slice(0, 4);
                    stream.Launch(Sums.Kernels.Add(x, x, ((DeviceSpan<float>)a).Slice(4, 4)), new LaunchGrid(1, 4));
                    stream.Launch(Sums.Kernels.Add(((DeviceView<float>)a).Slice(2, 0), a, a), new LaunchGrid(0, 1));
                    return a.ToArray();
                }
            }
            """);

        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 2, 4, 6, 8 }, sums);
    }

    [TestMethod]
    public void Threads_wait_for_one_another_in_kernels_and_in_the_functions_they_call()
    {
        int[] result = LoadedProgram.Run<int[]>("""
            public static partial class Sums
            {
                [Kernel]
                public static void Total(ReadOnlySpan<int> x, Span<int> sums)
                {
                    var partial = Shared.Span<int>(Warp.Size);
                    int sum = OfWarp(x[BlockIdx.X * BlockDim.X + ThreadIdx.X]);
                    if (Warp.Lane == 0)
                        partial[Warp.Index] = sum;
                    Block.Sync();
                    if (ThreadIdx.X == 0)
                    {
                        for (int i = 0; i < BlockDim.X / Warp.Size; i++)
                            sums[BlockIdx.X] += partial[i];
                    }
                }

                [Device]
                private static int OfWarp(int value)
                {
                    for (int delta = Warp.Size / 2; delta > 0; delta /= 2)
                        value += Warp.ShuffleDown(value, delta);
                    return value;
                }
            }

            public static class Test
            {
                public static int[] Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    var values = new int[3 * 96];
                    for (int i = 0; i < values.Length; i++)
                        values[i] = i;
                    using var x = device.CopyOf<int>(values);
                    using var sums = device.CopyOf<int>([0, 0, 0]);
                    stream.Launch(Sums.Kernels.Total(x, sums), new LaunchGrid(3, 96));
                    return sums.ToArray();
                }
            }
            """);

        CollectionAssert.AreEqual(new[] { 95 * 96 / 2, 95 * 96 / 2 + 96 * 96, 95 * 96 / 2 + 2 * 96 * 96 }, result);
    }

    [TestMethod]
    public void A_generic_kernel_takes_a_routing_rows_and_constants()
    {
        int[] result = LoadedProgram.Run<int[]>("""
            [Routing]
            public readonly partial struct BlockRouting(int expertsPerRank) : IRouting
            {
                [Dispatch]
                public Destination To(Assignment choice)
                    => new(choice.Expert / expertsPerRank, choice.Expert % expertsPerRank);
            }

            [Device]
            public enum Side { Rank, Expert }

            public static partial class Routes
            {
                [Kernel(MaxThreads = 64)]
                public static void Evaluate<TRouting>(
                    TRouting routing, ReadOnlyRows<int> experts, Rows<int> result, [Specialize] int topK, [Specialize] Side side)
                    where TRouting : unmanaged, IRouting
                {
                    for (int k = 0; k < topK; k++)
                    {
                        var place = routing.Route(new Assignment(ThreadIdx.X, k, experts[ThreadIdx.X][k], 1f));
                        result[ThreadIdx.X][k] = side == Side.Rank ? place.Rank : place.Expert;
                    }
                }
            }

            public static class Test
            {
                public static int[] Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var experts = device.CopyOfRows<int>([0, 5, 3, 7], 2);
                    using var result = device.CopyOfRows<int>([0, 0, 0, 0], 2);
                    stream.Launch(
                        Routes.Kernels.Evaluate(new BlockRouting(4), experts, result, 2, Side.Rank), new LaunchGrid(1, 2));
                    return result.ToArray();
                }
            }
            """);

        CollectionAssert.AreEqual(new[] { 0, 1, 0, 1 }, result);
    }

    [TestMethod]
    public void A_generic_struct_is_an_argument_and_a_type_argument()
    {
        string result = LoadedProgram.Run<string>("""
            [Device]
            public partial struct Pair<T>
                where T : unmanaged
            {
                public T First;
                public T Second;
            }

            public static partial class Pairs
            {
                [Kernel]
                public static void Take<T>(Pair<T> pair, Span<T> values)
                    where T : unmanaged
                {
                    values[0] = pair.Second;
                    values[1] = pair.First;
                }
            }

            public static class Test
            {
                public static string Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var values = device.CopyOf<float>([0f, 0f]);
                    var pair = new Pair<float> { First = 1f, Second = 2f };
                    stream.Launch(Pairs.Kernels.Take(pair, values), new LaunchGrid(1, 1));
                    return $"{string.Join(" ", values.ToArray())} {CudaType.Of<Pair<Pair<float>>>().Name}";
                }
            }
            """);

        StringAssert.StartsWith(result, "2 1 ::");
        StringAssert.EndsWith(result, "Pair<float>>");
    }

    [TestMethod]
    public void A_launch_writes_arguments_as_cuda_lays_them_out_and_constants_apart()
    {
        byte[] result = LoadedProgram.Run<byte[]>("""
            public static partial class Layouts
            {
                [Kernel]
                public static void Mixed(byte small, Span<float> values, [Specialize] long width, bool flag, double large)
                {
                }
            }

            public static class Test
            {
                public static unsafe byte[] Run()
                {
                    var launch = Layouts.Kernels.Mixed(7, new DeviceSpan<float>((float*)0x1122334455667788, 9), 5L << 40, true, 1.0);
                    var bytes = new byte[Size(launch)];
                    launch.WriteArguments(bytes);
                    var constants = new long[1];
                    launch.WriteConstants(constants);
                    return [.. bytes, (byte)(constants[0] >> 40)];
                }

                private static int Size<TLaunch>(TLaunch launch)
                    where TLaunch : IKernelLaunch
                    => TLaunch.ArgumentBytes;
            }
            """);

        // __global__ void Mixed(unsigned char, Span<float>, bool, double): offsets 0, 8, 24, 32.
        Assert.HasCount(41, result);
        Assert.AreEqual(7, result[0]);
        CollectionAssert.AreEqual(
            new byte[] { 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 9, 0, 0, 0 }, result[8..20]);
        Assert.AreEqual(1, result[24]);
        CollectionAssert.AreEqual(BitConverter.GetBytes(1.0), result[32..40]);
        Assert.AreEqual(5, result[40]);
    }

    [TestMethod]
    public void What_pads_the_arguments_behind_the_last_is_not_written()
    {
        byte[] result = LoadedProgram.Run<byte[]>("""
            public static partial class Layouts
            {
                [Kernel]
                public static void Tail(long first, int last)
                {
                }

                [Kernel]
                public static void Nothing()
                {
                }
            }

            public static class Test
            {
                public static byte[] Run()
                {
                    var launch = Layouts.Kernels.Tail(-1, 5);
                    var bytes = new byte[Size(launch)];
                    launch.WriteArguments(bytes);
                    return [.. bytes, (byte)Size(Layouts.Kernels.Nothing())];
                }

                private static int Size<TLaunch>(TLaunch launch)
                    where TLaunch : IKernelLaunch
                    => TLaunch.ArgumentBytes;
            }
            """);

        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 5, 0, 0, 0, 0 }, result);
    }
}
