using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>What the author's text becomes in a CPU body, judged by what it computes.</summary>
[TestClass]
public sealed class CpuBodyTests
{
    [TestMethod]
    public void References_to_elements_reach_memory() => AssertComputes(
        [11, 7, 20, 4],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            Add(ref x[0], 10);
            Add(ref x.Slice(2)[0], in x[1]);
            Swap(ref x[1], out x[3]);
            x[2] += x[0] + 2;
        }

        [Device]
        private static void Add(ref int target, in int value) => target += value;

        [Device]
        private static void Swap(ref int first, out int second)
        {
            second = 4;
            first += 5;
        }
        """,
        [1, 2, 5, 0]);

    [TestMethod]
    public void Fields_and_methods_of_elements_reach_memory() => AssertComputes(
        [3, 40],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            var pairs = Shared.Span<Pair>(1);
            pairs[0].Left = 1;
            pairs[0].Right = 20;
            pairs[0].Left += 1;
            pairs[0].Left++;
            pairs[0].Double();
            x[0] = pairs[0].Left;
            x[1] = pairs[0].Right;
        }
        """,
        [0, 0],
        """
        [Device]
        public partial struct Pair
        {
            public int Left;
            public int Right;

            [Device]
            public void Double() => Right *= 2;
        }
        """);

    [TestMethod]
    public void Operands_that_branch_are_evaluated_in_order() => AssertComputes(
        [7, 7, 2, 5, 1, 3, 42, 9, 4],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            int at = 0;
            int seven = x[at++] = x[0] == 0 ? x[8] + 3 : 8;
            x[x[0] == 7 ? at++ : 6] = seven;
            x[at++] /* the second */
                = // is two
                at == 3 && x[1] == 7 || x[99] == 0 ? at - 1 : 6;
            x[at] = at switch { 3 => x[at == 3 ? 8 : 99] + 1, _ => 1 };
            (x[4], x[5]) = (at is 3 or 4 ? 1 : 2, at > 2 ? 3 : 4);
            Span<byte> bytes = Shared.Span<byte>(1);
            bytes[0] = at == 3 ? (byte)40 : (byte)1;
            x[6] += x[6] == 0 && at == 3 ? bytes[0] + 2 : 1;
            x[7] = Nine(x, x[8] == 4 ? x : x.Slice(1));
        }

        [Device]
        private static int Nine(ReadOnlySpan<int> x, Span<int> y) => y[x[8] == 4 ? 8 : 0] == x[y[8] == 4 ? 8 : 0] ? 9 : 1;
        """,
        [0, 0, 0, 0, 0, 0, 0, 0, 4]);

    [TestMethod]
    public void Operands_that_branch_may_change_their_span() => AssertComputes(
        [2, 3, 70, 0, 80, 90, 0],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            ReadOnlySpan<int> read = x.Slice(5);
            int two = read[x.Length > 0 ? Skip(ref read) : 0];
            read = x.Slice(4);
            int three = read[(read = read.Slice(1)).Length > 1 ? 1 : 0] + 1;
            x[5] = x[6] = 0;
            Span<int> written = x.Slice(1);
            written[x.Length > 0 ? Skip(ref written) : 0] = 70;
            written[0] = x.Length > 0 ? (written = written.Slice(2))[0] + three : 0;
            written[x.Length > 0 ? 0 : 1] = written.Skip() > 0 ? 80 : 90;
            written[x.Length > 0 ? 0 : 1] = x.Length > 0 ? 90 : 0;
            x[0] = two;
            x[1] = three;
            x[2] = 70;
            x[3] = 0;
        }

        [Device]
        private static int Skip(ref Span<int> s)
        {
            s = s.Slice(1);
            return 0;
        }

        [Device]
        private static int Skip(ref ReadOnlySpan<int> s)
        {
            s = s.Slice(1);
            return 0;
        }
        """,
        [0, 0, 0, 0, 0, 1, 2],
        """
        public static partial class Spans
        {
            [Device]
            public static int Skip(this ref Span<int> s)
            {
                s = s.Slice(1);
                return 1;
            }
        }
        """);

    [TestMethod]
    public void Waiting_stands_inside_expressions_and_loops() => AssertComputes(
        [32, 5, 3],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            int sum = Warp.Sum(1) * (Warp.Any(ThreadIdx.X == 3) ? 1 : 0);
            int found = 0;
            for (int i = 0; i < 3; Block.Sync(), i++)
                found += Ballots(ThreadIdx.X == i);
            int count = 0;
            foreach (int value in x)
            {
                Block.Sync();
                count += 1;
            }

            if (ThreadIdx.X != 0)
                return;
            x[0] = sum;
            x[1] = found + 2;
            x[2] = count;
        }

        [Device]
        private static int Ballots(bool one) => Warp.Ballot(one) != 0 ? 1 : 0;
        """,
        [0, 0, 0],
        threads: 32);

    [TestMethod]
    public void Elements_are_set_by_what_waits() => AssertComputes(
        [32, 33, 64],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            Set(x);
        }

        [Device]
        private static void Set(Span<int> x)
        {
            x[0] = Warp.Sum(1);
            x[1] += Warp.Sum(1);
            x[2] = Warp.Any(x[0] == 32) ? Warp.Sum(2) : 0;
        }
        """,
        [0, 1, 0],
        threads: 32);

    [TestMethod]
    public void Fields_and_references_stand_beside_what_waits() => AssertComputes(
        [33, 64],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            var pairs = Shared.Span<Pair>(2);
            if (ThreadIdx.X == 0)
                pairs[1].Right = 32;
            Block.Sync();
            x[1] = pairs[1].Right + Warp.Sum(1);
            Atomic.Max(ref x[Warp.Sum(0)], Identity(33));
        }

        [Device]
        private static int Identity(int value) => value;
        """,
        [0, 0],
        """
        [Device]
        public partial struct Pair
        {
            public int Left;
            public int Right;
        }
        """,
        threads: 32);

    [TestMethod]
    public void Patterns_name_elements_and_what_waiting_brings() => AssertComputes(
        [32, 9, 5, 40],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            if (Warp.Sum(1) is > 3 and var sum && x is { Length: var length })
                x[0] = sum + length - 4;
            var pairs = Shared.Span<Pair>(1);
            if (ThreadIdx.X == 0)
                pairs[0] = new Pair(4, 5);
            Block.Sync();
            if (pairs[0] is (var left, > 3 and var right) pair)
                x[1] = left + right;
            x[2] = pairs[0] switch { { Left: 3 } => 1, { Right: var r } when Warp.Any(r == 5) => r, _ => 2 };
            switch (Warp.Any(ThreadIdx.X == 3))
            {
                case true when pairs[0].Left is int four:
                    x[3] = four * 10;
                    break;
                default:
                    x[3] = 3;
                    break;
            }
        }
        """,
        [0, 0, 0, 0],
        """
        [Device]
        public partial record struct Pair(int Left, int Right);
        """,
        threads: 32);

    [TestMethod]
    public void Tuples_hold_elements_and_what_waiting_brings() => AssertComputes(
        [2, 1, 132, 40, 28],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            var pairs = Shared.Span<Pair>(2);
            if (ThreadIdx.X == 0)
            {
                (pairs[0], pairs[1]) = (new Pair(4, 5), default);
                (pairs[1].Left, pairs[1].Right) = (7, pairs[0].Left);
            }

            Block.Sync();
            var named = (pairs[0].Left, pairs[1].Right, ThreadIdx.X);
            var (sum, all) = Sums(named.X + named.Left);
            if (ThreadIdx.X == 0)
                (x[0], x[1]) = (x[1], x[0]);
            (int total, _) = (Warp.Sum(4) + named.Right, Warp.Sum(1));
            int product = 0;
            foreach (var (left, right) in pairs)
                product += left * right + (all ? 0 : 1);
            if (ThreadIdx.X != 0)
                return;
            (x[2], x[3]) = (total, (sum, all) == (624, true) ? 40 : 41);
            x[4] = product - 20;
        }

        [Device]
        private static (int Sum, bool All) Sums(int value) => (Warp.Sum(value), Warp.All(value > 3));
        """,
        [1, 2, 0, 0, 0],
        """
        [Device]
        public partial record struct Pair(int Left, int Right);
        """,
        threads: 32);

    [TestMethod]
    public void Local_functions_know_the_thread_and_wait() => AssertComputes(
        [496, 528, 33, 7, 2],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            int own = Lane(), calls = 0;
            int sum = Total(own);
            own += 1;
            Meet();
            sum = own + Total(own) - own;
            Set(x, 0, 496);
            Set(x, 1, sum);
            Set(x, 2, calls * 11);
            var shared = Shared.Span<int>(1);
            if (ThreadIdx.X == 0)
                shared[0] = 7;
            Meet();
            int found = Read(shared);
            Set(x, 3, found);
            Set(x, 4, Twice(1));

            static int Lane() => ThreadIdx.X;
            int Total(int value) { calls++; return Warp.Sum(value); }
            void Meet() { calls++; Block.Sync(); }
            static int Twice(int value) => value * 2;
            int Read(ReadOnlySpan<int> values)
            {
                var copy = Registers.Span<int>(2);
                copy[1] = values[0];
                return Warp.Shuffle(copy[1], 0);
            }

            static void Set(Span<int> x, int at, int value)
            {
                if (Lane() == 0)
                    x[at] = value;

                static int Lane() => ThreadIdx.X;
            }
        }
        """,
        [0, 0, 0, 0, 0],
        threads: 32);

    [TestMethod]
    public void Local_functions_are_checked_for_overflow()
    {
        string message = LoadedProgram.Run<string>("""
            public static partial class Program
            {
                [Kernel]
                public static void Work(Span<int> x)
                {
                    x[0] = Twice(x[0]);
                    static int Twice(int value) => value * 2;
                }
            }

            public static class Test
            {
                public static string Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var x = device.CopyOf<int>([int.MaxValue]);
                    try
                    {
                        stream.Launch(Program.Kernels.Work(x), new LaunchGrid(1, 1));
                        return "";
                    }
                    catch (KernelException e)
                    {
                        return e.Kind.ToString();
                    }
                }
            }
            """);
        Assert.AreEqual("Overflow", message);
    }

    [TestMethod]
    public void Type_arguments_that_spans_infer_are_spelled() => AssertComputes(
        [3, 6],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            x[0] = Length(x) + 1;
            x[1] = Length(values: x, scale: 3);
        }

        [Device]
        private static int Length<T>(ReadOnlySpan<T> values, int scale = 1)
            where T : unmanaged
            => values.Length * scale;
        """,
        [0, 0]);

    [TestMethod]
    public void What_the_authors_file_excludes_stays_excluded() => AssertComputes(
        [1],
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
        #if ONLY_IN_THIS_FILE
            x[0] = 1;
        #else
            x[0] = 2;
        #endif
        }
        """,
        [0],
        header: "#define ONLY_IN_THIS_FILE\n");

    [TestMethod]
    public void Using_aliases_mean_what_they_meant() => AssertComputes(
        [7, 2],
        """
        [Kernel]
        public static void Work(Ints x)
        {
            x[0] = Max(7, 3);
            x[1] = M.Min(2, 3);
        }
        """,
        [0, 0],
        header: "using M = System.Math;\nusing Ints = System.Span<int>;\nusing static System.Math;\n");

    private static void AssertComputes(
        int[] expected, string members, int[] x, string types = "", string header = "", int threads = 1)
    {
        int[] result = LoadedProgram.Run<int[]>($$"""
            {{header}}
            {{types}}

            public static partial class Program
            {
            {{members}}
            }

            public static class Test
            {
                public static int[] Run()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var x = device.CopyOf<int>([{{string.Join(", ", x)}}]);
                    stream.Launch(Program.Kernels.Work(x), new LaunchGrid(1, {{threads}}));
                    return x.ToArray();
                }
            }
            """);
        CollectionAssert.AreEqual(expected, result);
    }
}
