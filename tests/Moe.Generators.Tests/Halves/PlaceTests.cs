using Moe.Dsl;
using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>Errors and stack frames of CPU bodies name the author's file and line.</summary>
[TestClass]
public sealed class PlaceTests
{
    private const string Launch = """

        public static class Test
        {
            public static int Run()
            {
                using var device = new CpuDevice();
                using var stream = device.CreateStream();
                using var x = device.CopyOf<int>([1, 2, 3]);
                stream.Launch(Failing.Kernels.Fail(x), new LaunchGrid(1, 4));
                return 0;
            }
        }
        """;

    [TestMethod]
    [DataRow("x[i] = 0;", DisplayName = "set")]
    [DataRow("x[i] =\n i > 7\n ? 1 : 0;", DisplayName = "set to what branches")]
    [DataRow("x[\n i > 7\n ? 0 : i] = 0;", DisplayName = "set at what branches")]
    [DataRow("i = x[\n i > 7\n ? 0 : i];", DisplayName = "read at what branches")]
    public void An_index_out_of_range_names_the_authors_line(string statement)
    {
        var error = Assert.ThrowsExactly<KernelException>(() => LoadedProgram.Run<int>($$"""
            public static partial class Failing
            {
                [Kernel]
                public static void Fail(Span<int> x)
                {
                    int i = ThreadIdx.X;

                    {{statement}}
                }
            }
            """ + Launch));

        Assert.AreEqual((TestCompilation.Path, 8, 3), (error.File, error.Line, error.Thread.X));
    }

    [TestMethod]
    public void An_index_out_of_range_behind_a_barrier_in_a_device_function_names_the_authors_line()
    {
        var error = Assert.ThrowsExactly<KernelException>(() => LoadedProgram.Run<int>("""
            public static partial class Failing
            {
                [Kernel]
                public static void Fail(Span<int> x)
                {
                    Increment(x);
                }

                [Device]
                private static void Increment(Span<int> x)
                {
                    Block.Sync();
                    x[ThreadIdx.X] +=
                        Warp.Sum(1);
                }
            }
            """ + Launch));

        Assert.AreEqual((TestCompilation.Path, 13, 3), (error.File, error.Line, error.Thread.X));
    }

    [TestMethod]
    public void Overflow_is_an_error_on_the_authors_line()
    {
        var error = Assert.ThrowsExactly<KernelException>(() => LoadedProgram.Run<int>("""
            public static partial class Failing
            {
                [Kernel]
                public static void Fail(Span<int> x)
                {
                    uint wraps = uint.MaxValue;
                    wraps++;
                    x[0] += (int)(wraps - 1);
                    x[0] += (byte)(x[1] + 300);

                    x[0] += int.MaxValue;
                }
            }
            """ + Launch));

        Assert.IsInstanceOfType<OverflowException>(error.InnerException);
        StringAssert.Contains(error.InnerException.StackTrace, "Program.cs:line 11");
    }
}
