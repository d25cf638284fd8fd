using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>A thread's own arrays on the CPU device.</summary>
[TestClass]
public sealed class RegisterTests
{
    [TestMethod]
    public void An_array_is_zero_at_each_turn_of_a_loop_and_ends_with_its_block() => AssertComputes(
        "0 1 2 3 10 0",
        """
        [Kernel]
        public static void Work(Span<long> x)
        {
            for (int turn = 0; turn < 4; turn++)
            {
                Span<int> own = Registers.Span<int>(6), other = Registers.Span<int>(1);
                own[turn] += turn;
                other[0]++;
                for (int i = 0; i < own.Length; i++)
                    x[turn] += own[i] * other[0];
            }

            // Many turns take no more room than one.
            for (int turn = 0; turn < 100000; turn++)
            {
                Span<long> wide = Registers.Span<long>(64);
                x[5] += wide[63];
                wide[63] = turn;
            }

            { Span<byte> bytes = Registers.Span<byte>(3); bytes[2] = 10; x[4] = bytes[2]; }
        }
        """);

    [TestMethod]
    public void Threads_that_wait_keep_theirs() => AssertComputes(
        "63 2016 31 0 0 0",
        """
        [Kernel]
        public static void Work(Span<long> x)
        {
            var kept = Registers.Span<int>(Warp.Size);
            for (int i = 0; i < kept.Length; i++)
                kept[i] = ThreadIdx.X + i;
            var all = Shared.Span<int>(64);
            all[ThreadIdx.X] = Sum(kept) - 496;
            Block.Sync();
            if (ThreadIdx.X != 0)
                return;
            x[0] = all[63] / 32;
            for (int i = 0; i < 64; i++)
                x[1] += all[i] / 32;
            x[2] = kept[31];
        }

        [Device]
        private static int Sum(ReadOnlySpan<int> values)
        {
            var sums = Registers.Span<int>(2);
            foreach (int value in values)
            {
                sums[0] += value;
                sums[1] = Warp.Max(value);
            }

            Block.Sync();
            return sums[0];
        }
        """);

    [TestMethod]
    public void An_index_outside_is_an_error_at_its_line() => AssertComputes(
        "Index 4 is outside [0, 4). 8",
        """
        [Kernel]
        public static void Work(Span<long> x)
        {
            var own = Registers.Span<long>(4);
            for (int i = 0; i <= own.Length; i++)
                x[0] += own[i];
        }
        """);

    [TestMethod]
    public void A_pack_is_as_long_as_a_register_array_of_its_length() => AssertComputes(
        "8 16 24 32 8 0",
        """
        [Kernel]
        public static void Work(Span<long> x) => Add<BFloat16>(x);

        [Device]
        private static void Add<T>(Span<long> x)
            where T : unmanaged
        {
            Span<T> row = Registers.Span<T>(Pack<T>.Length * 2);
            var sums = Registers.Span<float>(Pack<T>.Length);
            Pack<T> pack = default;
            for (int i = 0; i < sums.Length; i++)
                pack[i] = Element.FromSingle<T>(i + 1);
            Pack<T>.Store(row, Pack<T>.Length, pack);
            for (int turn = 0; turn < 8; turn++)
            {
                var loaded = Pack<T>.Load(row, Pack<T>.Length);
                for (int i = 0; i < sums.Length; i++)
                    sums[i] += Element.ToSingle(loaded[i]);
            }

            for (int i = 0; i < 4; i++)
                x[i] = (long)sums[i];
            x[4] = sums.Length;
        }
        """);

    private static void AssertComputes(string expected, string kernel)
        => Assert.AreEqual(expected, LoadedProgram.Run<string>($$"""
            public static partial class Kernel
            {
                {{kernel}}
            }

            public static class Test
            {
                public static string Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var x = device.CopyOf<long>(new long[6]);
                    try
                    {
                        stream.Launch(Kernel.Kernels.Work(x), new LaunchGrid(1, {{(kernel.Contains("Shared") ? 64 : 1)}}));
                    }
                    catch (KernelException e)
                    {
                        return $"{e.Problem} {e.Line}";
                    }

                    return string.Join(" ", x.ToArray());
                }
            }
            """));
}
