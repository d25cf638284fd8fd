using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>
/// A device method that loops over memory is compiled apart for memory that nobody watches. Nothing shows of that, and
/// what is watched stays so.
/// </summary>
[TestClass]
public sealed class LoopTests
{
    [TestMethod]
    public void It_returns_and_changes_what_the_author_wrote() => AssertComputes(
        "19 3 3 5 100 7 7 7",
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            x[0] = Sum(x, out x[1], 10);
            Span<int> rest = x.Slice(2);
            Skip(ref rest, in x[1]);
            rest[0] = rest.Length * 6;
            x[3] = new Step(5).Over(x, x[1]);
            x[4] = x.Slice(4).Most();
            x[5] = Sum(x, x.Length - 1);
            x[6] = Sum<int>(x, 7);
        }

        [Device]
        private static int Sum(ReadOnlySpan<int> @int, out int count, int start = 4)
        {
            count = 0;
            int sum = start;
            for (int i = 0; i < @int.Length; i++)
            {
                if (i == 4)
                    return sum + 1;
                sum += @int[i];
                count = i;
            }

            return sum;
        }

        [Device]
        private static int Sum(Span<int> x, int last)
        {
            while (x[x.Length - 1] != last)
                x[x.Length - 1]--;
            x = x.Slice(x.Length - 1);
            return x[0];
        }

        [Device]
        private static int Sum<T>(ReadOnlySpan<T> x, int value)
            where T : unmanaged
        {
            int sum = 0;
            do
                sum++;
            while (sum < value);
            return sum;
        }

        [Device]
        private static void Skip(ref Span<int> x, in int count)
        {
            for (int i = 0; i < count; i++)
                x = x.Slice(1);
            x = x.Slice(0, x.Length);
        }

        [Device]
        private static int Most(this Span<int> x)
        {
            int most = 100;
            foreach (int value in x)
                most = most > value ? most : value;
            return most;
        }
        """,
        """
        [Device]
        public readonly partial struct Step(int by)
        {
            [Device]
            public int Over(ReadOnlySpan<int> x, int most)
            {
                int sum = 0;
                for (int i = 0; i < x.Length && sum < most; i++)
                    sum += by;
                return sum;
            }
        }
        """);

    [TestMethod]
    [DataRow("", DisplayName = "in a kernel that cannot wait")]
    [DataRow("Block.Sync();", DisplayName = "in a kernel that waits")]
    public void Shared_memory_that_nobody_wrote_is_found_in_it(string wait) => AssertFails(
        "Unwritten",
        $$"""
        [Kernel]
        public static void Work(Span<int> x)
        {
            Span<int> tile = Shared.Span<int>(8);
            {{wait}}
            x[0] = Sum(tile);
        }

        [Device]
        private static int Sum(ReadOnlySpan<int> x)
        {
            int sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += x[i]; // wrong
            return sum;
        }
        """);

    [TestMethod]
    [DataRow("", DisplayName = "in a kernel that cannot wait")]
    [DataRow("Warp.Sync();", DisplayName = "in a kernel that waits")]
    public void A_race_in_the_devices_memory_is_found_in_it(string wait) => AssertFails(
        "Race",
        $$"""
        [Kernel]
        public static void Work(Span<int> x)
        {
            {{wait}}
            Clear(x);
        }

        [Device]
        private static void Clear(Span<int> x)
        {
            for (int i = 0; i < x.Length; i++)
                x[i] = 0; // wrong
        }
        """,
        checkMemory: true);

    [TestMethod]
    public void An_index_out_of_range_is_found_on_its_line() => AssertFails(
        "Index",
        """
        [Kernel]
        public static void Work(Span<int> x) => Clear(x);

        [Device]
        private static void Clear(Span<int> x)
        {
            for (int i = 0; i <= x.Length; i++)
                x[i] = 0; // wrong
        }
        """);

    private static void AssertComputes(string expected, string members, string types)
        => Assert.AreEqual(expected, LoadedProgram.Run<string>(Program(members, types, threads: 1, checkMemory: false)));

    private static void AssertFails(string kind, string members, bool checkMemory = false)
    {
        string source = Program(members, types: "", threads: 2, checkMemory);
        int line = source.Split('\n').TakeWhile(l => !l.Contains("// wrong")).Count() + 1;
        Assert.AreEqual($"{kind} {line}", LoadedProgram.Run<string>(source));
    }

    private static string Program(string members, string types, int threads, bool checkMemory) => $$"""
        {{types}}

        public static partial class Program
        {
            {{members}}
        }

        public static class Test
        {
            public static string Run()
            {
                using var device = new CpuDevice(checkMemory: {{(checkMemory ? "true" : "false")}});
                using var stream = device.CreateStream();
                using var x = device.CopyOf<int>([1, 2, 3, 4, 5, 6, 7, 8]);
                try
                {
                    stream.Launch(Program.Kernels.Work(x), new LaunchGrid(1, {{threads}}));
                }
                catch (KernelException error)
                {
                    return $"{error.Kind} {error.Line}";
                }

                return string.Join(" ", x.ToArray());
            }
        }
        """;
}
