using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>The CPU body of a kernel that cannot wait stands in a loop over threads; nothing shows of that.</summary>
[TestClass]
public sealed class RowTests
{
    [TestMethod]
    public void A_return_ends_its_thread_alone() => AssertComputes(
        "1 0 103 0 1 0 103 0",
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            int i = BlockIdx.X * BlockDim.X + ThreadIdx.X;
            for (int turn = 0; ; turn++)
            {
                switch (ThreadIdx.X)
                {
                    case 0:
                        x[i] = 1;
                        return;
                    case 1:
                        return;
                    case 2 when turn == 3:
                        x[i] += turn;
                        break;
                    case 3:
                    {
                        foreach (int value in x)
                            return;
                        break;
                    }
                }

                if (turn == 3)
                    break;
            }

            x[i] += 100;
        }
        """);

    [TestMethod]
    public void A_parameter_that_a_thread_changes_is_its_own() => AssertComputes(
        "5 6 7 8 5 6 7 8",
        """
        [Kernel]
        public static void Work(Span<int> x, int @int, int first)
        {
            x = x.Slice(BlockIdx.X * BlockDim.X + ThreadIdx.X);
            @int += ThreadIdx.X;
            first += @int;
            x[0] = first;
        }
        """,
        "Kernels.Work(x, 5, 0)");

    [TestMethod]
    public void Local_functions_know_where_their_thread_is() => AssertComputes(
        "4200 4210 4220 4230 4201 4211 4221 4231",
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            int Of(int add) => ThreadIdx.X * 10 + BlockIdx.X + add;
            static int Sizes() => BlockDim.X * 1000 + GridDim.X * 100;
            x[BlockIdx.X * BlockDim.X + ThreadIdx.X] = Of(Sizes());
        }
        """);

    [TestMethod]
    public void A_name_is_no_place() => AssertComputes(
        "1 0 0 0 1 0 0 0",
        """
        [Kernel]
        public static void Work(Span<int> x)
        {
            if (nameof(ThreadIdx.X) == "X" && ThreadIdx.X == 0)
                x[BlockIdx.X * BlockDim.X] = 1;
        }
        """);

    [TestMethod]
    public void An_expression_is_every_threads() => AssertComputes(
        "0 1 2 3 0 1 2 3",
        """
        [Kernel]
        public static void Work(Span<int> x) => Set(x.Slice(BlockIdx.X * 4), ThreadIdx.X);

        [Device]
        private static void Set(Span<int> x, int i) => x[i] = i;
        """);

    [TestMethod]
    public void An_expression_that_adds_is_every_threads() => AssertComputes(
        "0 1 2 3 4 5 6 7",
        """
        [Kernel]
        public static void Work(Span<int> x) => x[BlockIdx.X * 4 + ThreadIdx.X] = BlockIdx.X * 4 + ThreadIdx.X;
        """);

    [TestMethod]
    public void Type_parameters_keep_their_names() => AssertComputes(
        "4 4 4 4 4 4 4 4",
        """
        [Kernel]
        private static void Sizes<TWatch>(Span<int> x, TWatch value)
            where TWatch : unmanaged
            => x[BlockIdx.X * BlockDim.X + ThreadIdx.X] = 16 / Pack<TWatch>.Length;

        private static Program.SizesLaunch<int> Launch(DeviceSpan<int> x) => Kernels.Sizes(x, 1);
        """,
        "Launch(x)");

    private static void AssertComputes(string expected, string members, string launch = "Kernels.Work(x)")
        => Assert.AreEqual(expected, LoadedProgram.Run<string>($$"""
            public static partial class Program
            {
                {{members}}

                public static string Compute()
                {
                    using var device = new CpuDevice();
                    using var stream = device.CreateStream();
                    using var x = device.CopyOf<int>(new int[8]);
                    stream.Launch({{launch}}, new LaunchGrid(2, 4));
                    return string.Join(" ", x.ToArray());
                }
            }

            public static class Test
            {
                public static string Run() => Program.Compute();
            }
            """));
}
