using Moe.Generators.Tests.Testing;

namespace Moe.Generators.Tests.Halves;

/// <summary>
/// Threads whose index along x is inside their spans are not asked whether it is: nothing shows of that. Each kernel runs on
/// 2 blocks of 4 threads.
/// </summary>
[TestClass]
public sealed class RowIndexTests
{
    private const string Index = "int i = BlockIdx.X * BlockDim.X + ThreadIdx.X; ";

    [TestMethod]
    [DataRow(Index + "y[i] = x[i];", DisplayName = "no test")]
    [DataRow(Index + "if (i < y.Length) y[i] = x[i];", DisplayName = "less")]
    [DataRow(Index + "if (y.Length > i) { y[i] = x[i]; }", DisplayName = "greater")]
    [DataRow(Index + "if (i >= y.Length) return; y[i] = x[i];", DisplayName = "not less")]
    [DataRow(Index + "if (y.Length <= i) return; y[i] = x[i];", DisplayName = "not greater")]
    [DataRow(Index + "if (i < n) y[i] = x[i];", DisplayName = "a parameter")]
    [DataRow("var i = ThreadIdx.X + BlockDim.X * BlockIdx.X; y[i] = x[i];", DisplayName = "other order")]
    [DataRow("int i = checked((BlockIdx.X * BlockDim.X) + ThreadIdx.X); y[i] = x[i];", DisplayName = "parentheses")]
    [DataRow(Index + "y[i] += x[i]; y[i] -= x[i]; y[i]++; --y[i]; y[i] *= 1f; y[(i)] = x[i];", DisplayName = "changes")]
    [DataRow(Index + "float v = x[i]; float w = -v; if (!float.IsNaN(w) && v > -1f) v = MathF.Max(v, w) / 1f; y[i] = v;",
        DisplayName = "operators")]
    [DataRow(Index + "y[i] = (float)(double)(Half)(float)(BFloat16)x[i];", DisplayName = "conversions")]
    [DataRow(Index + "uint u = (uint)n * 7u; u += 1u; y[i] = u == 57u ? x[i] : default;", DisplayName = "unsigned numbers")]
    [DataRow(Index + "sbyte s = (sbyte)(i == 2 ? 127 : 0); s++; byte b = 255; b <<= 1; y[i] = x[i];", DisplayName = "small numbers")]
    [DataRow(Index + "int b = i & 7 ^ n << 1 | n >> 1; y[i] = b < -1 || GridDim.X > 2 || ThreadIdx.Y > 0 ? 0f : x[i];",
        DisplayName = "bits and places")]
    public void A_thread_that_cannot_fail_does_not_say_which_it_is(string body)
    {
        StringAssert.Contains(Generated(body), "if (!__TWatch.IsInside) __thread.MoveTo(__x);");
        AssertCopies(body);
    }

    [TestMethod]
    [DataRow(Index + "y[i] = x[i + 0];", DisplayName = "another index")]
    [DataRow(Index + "y[i] = x[i]; x = x.Slice(0, 8); y[i] = x[i];", DisplayName = "a span that changes")]
    [DataRow(Index + "y[i] = Same(in x[i]); Change(ref y[i]);", DisplayName = "references")]
    [DataRow(Index + "float Of(int at) => at < 0 ? 0f : 1f + i; for (int k = 0; k < n; k++) { if (i >= y.Length) return; y[i] = Of(k); }",
        DisplayName = "a local function and a loop")]
    [DataRow("{ int i = BlockIdx.X * BlockDim.X + ThreadIdx.X; y[i] = x[i]; } { int i = BlockIdx.X * BlockDim.X + ThreadIdx.X; y[i] = x[i]; }",
        DisplayName = "two of them")]
    public void Others_do(string body)
    {
        string generated = Generated(body);
        StringAssert.Contains(generated, "UnwatchedInside");
        Assert.DoesNotContain("if (!__TWatch.IsInside) __thread.MoveTo(__x);", generated);
        AssertCopies(body);
    }

    [TestMethod]
    [DataRow(Index + "i += 0; y[i] = x[i];", DisplayName = "it changes")]
    [DataRow(Index + "Move(ref i); y[i] = x[i];", DisplayName = "it is handed on")]
    [DataRow("int i = BlockIdx.X * BlockDim.X + ThreadIdx.Y + ThreadIdx.X; y[i] = x[i];", DisplayName = "another sum")]
    [DataRow("int i = BlockIdx.X * BlockDim.X; i += ThreadIdx.X; y[i] = x[i];", DisplayName = "a sum in parts")]
    [DataRow("int At() { int i = BlockIdx.X * BlockDim.X + ThreadIdx.X; return i; } y[At()] = x[At()];",
        DisplayName = "a local function's")]
    [DataRow(Index + "int j = i; y[j] = x[j];", DisplayName = "nothing is at it")]
    [DataRow(Index + "static void Put(Span<float> s, int at, float v) => s[at] = v; Put(y, i, x[0] + i);",
        DisplayName = "a local function has what is at it")]
    public void What_is_no_such_index_is_asked(string body)
    {
        Assert.DoesNotContain("UnwatchedInside", Generated(body));
        AssertCopies(body);
    }

    [TestMethod]
    [DataRow(Index + "y[i] = x[i];", "[1, 2, 3, 4, 5, 6]", DisplayName = "no test")]
    [DataRow(Index + "if (i <= y.Length) y[i] = x[i];", "[1, 2, 3, 4, 5, 6]", DisplayName = "the wrong test")]
    [DataRow(Index + "if (i < y.Length) y[i] = x[i];", "[1, 2, 3, 4, 5, 6]", DisplayName = "the test of another span")]
    [DataRow(Index + "y[i] = x[i]; i = i == 6 ? 8 : i; y[i] = x[i];", DisplayName = "an index that changes")]
    [DataRow(Index + "i++; i -= i / 7 * 8; y[i - 1] = x[i - 1];", DisplayName = "an index that is counted")]
    [DataRow(Index + "y[i] = i == 6 ? x[i + 2] : x[i];", DisplayName = "another index")]
    [DataRow(Index + "y[i] = x[i == 6 ? -1 : i];", DisplayName = "an index below")]
    [DataRow(Index + "y[i] = x[i]; if (i == 6) x = x.Slice(7); y[i] = x[i - 6 < 0 ? 0 : i - 6] + x[i - 6 < 0 ? 0 : 1];",
        DisplayName = "a span that changes")]
    [DataRow(Index + "ReadOnlySpan<float> z = x; if (i == 6) z = default; y[i] = x[i] + z[i];", DisplayName = "a copy of a span")]
    [DataRow(Index + "y[i] = x[i]; int v = 6 / (i - 6);", DisplayName = "division")]
    [DataRow(Index + "y[i] = x[i]; int v = 6; v %= i - 6;", DisplayName = "remainder")]
    [DataRow(Index + "y[i] = x[i]; int v = i == 6 ? int.MaxValue : 0; v = v + 1;", DisplayName = "addition")]
    [DataRow(Index + "y[i] = x[i]; int v = i == 6 ? int.MaxValue : 0; v += 1;", DisplayName = "adding")]
    [DataRow(Index + "y[i] = x[i]; long v = i == 6 ? long.MaxValue : 0; v++;", DisplayName = "counting")]
    [DataRow(Index + "y[i] = x[i]; int v = i == 6 ? int.MinValue : 0; v = -v;", DisplayName = "negation")]
    [DataRow(Index + "y[i] = MathF.Sign(i == 6 ? float.NaN : x[i]);", DisplayName = "the sign of no number")]
    [DataRow(Index + "y[i] = Math.Clamp(x[i], i == 6 ? 2f : 0f, 1f);", DisplayName = "clamping between nothing")]
    [DataRow(Index + "y[i] = Math.Abs(i == 6 ? int.MinValue : 0) + x[i];", DisplayName = "the least number")]
    [DataRow(Index + "y[i] = Choose(x, i);", DisplayName = "a function")]
    [DataRow(Index + "y[i] = Of(x, i); static float Of(ReadOnlySpan<float> z, int at) => z[at == 6 ? 8 : at];", DisplayName = "a local function")]
    [DataRow(Index + "float Of(ReadOnlySpan<float> s) => s[i]; y[i] = i < 6 ? x[i] : Of(x.Slice(0, 2));", DisplayName = "another's parameter")]
    [DataRow(Index + "int Of(int a, int b, int c, int d, ReadOnlySpan<float> s) => i < s.Length ? 0 : 9; y[i] = i < 6 ? x[i] : x[Of(1, 2, 3, 4, x.Slice(0, 2))];",
        DisplayName = "the length of another's parameter")]
    [DataRow(Index + "y[i] = x[i]; Span<float> own = Registers.Span<float>(4); own[i == 6 ? 4 : 0] = 1f;",
        DisplayName = "registers")]
    public void What_fails_names_its_thread(string body, string x = "[1, 2, 3, 4, 5, 6, 7, 8]")
    {
        foreach (bool watch in new[] { false, true })
            StringAssert.StartsWith(Run(body, x, watch), "block (1, 0, 0), thread (2, 0, 0) failed");
    }

    [TestMethod]
    [DataRow("[1, 2, 3, 4]", "thread (0, 0, 0) failed: 1 2 3 4 0 0 0 0")]
    [DataRow("[1, 2, 3, 4, 5]", "thread (1, 0, 0) failed: 1 2 3 4 5 0 0 0")]
    [DataRow("[1, 2, 3, 4, 5, 6, 7]", "thread (3, 0, 0) failed: 1 2 3 4 5 6 7 0")]
    public void Threads_before_the_one_that_fails_have_run(string x, string expected)
        => StringAssert.EndsWith(Run(Index + "y[i] = x[i];", x, watch: false), expected);

    [TestMethod]
    public void An_index_beyond_int_overflows() => Assert.AreEqual(
        "block 1 ran, block 2 failed",
        LoadedProgram.Run<string>(Program(Index + "if (i < n) y[i] = x[i];", """
            private sealed class Far : KernelThread
            {
                public Far(int block) => (BlockIdx, BlockDim) = (new GridSize(block, 0, 0), new GridSize(1 << 30, 1, 1));

                protected override unsafe void* NextShared(int bytes, int grain) => throw new NotSupportedException();
            }

            public static string Compute()
            {
                var launch = Kernels.Work(default, default, 0);
                launch.RunRow<Unwatched>(new Far(1), (1 << 30) - 2, 1 << 30);
                try
                {
                    launch.RunRow<Unwatched>(new Far(2), 0, 2);
                    return "both ran";
                }
                catch (OverflowException)
                {
                    return "block 1 ran, block 2 failed";
                }
            }
            """)));

    private static void AssertCopies(string body)
    {
        foreach (bool watch in new[] { false, true })
            Assert.AreEqual("all ran: 1 2 3 4 5 6 7 8", Run(body, "[1, 2, 3, 4, 5, 6, 7, 8]", watch));
    }

    private static string Generated(string body)
        => string.Concat(TestCompilation.Generate(TestCompilation.Of((TestCompilation.Path, Program(body, ""))))
            .SyntaxTrees.Select(tree => tree.ToString()));

    /// <summary>Runs the kernel.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="x">The elements of x; y has eight.</param>
    /// <param name="watch">Whether the device's memory is watched.</param>
    /// <returns>Where it failed, if it did, and the elements of y.</returns>
    private static string Run(string body, string x, bool watch)
        => LoadedProgram.Run<string>(Program(body, $$"""
            public static string Compute()
            {
                using var device = new CpuDevice({{(watch ? "true" : "false")}});
                using var stream = device.CreateStream();
                using var x = device.CopyOf<float>({{x}});
                using var y = device.CopyOf<float>(new float[8]);
                string end = "all ran";
                try
                {
                    stream.Launch(Kernels.Work(x, y, 8), new LaunchGrid(2, 4));
                }
                catch (KernelException error)
                {
                    end = $"block {error.Block}, thread {error.Thread} failed";
                }

                return $"{end}: {string.Join(" ", y.ToArray())}";
            }
            """));

    private static string Program(string body, string members) => $$"""
        public static partial class Program
        {
            [Kernel] public static void Work(ReadOnlySpan<float> x, Span<float> y, int n) { {{body}} }

            [Device]
            private static float Choose(ReadOnlySpan<float> x, int i) => x[i == 6 ? 8 : i];

            [Device]
            private static float Same(in float value) => value;

            [Device]
            private static void Change(ref float value) => value *= 1f;

            [Device]
            private static void Move(ref int i) => i *= 1;

            {{members}}
        }

        public static class Test
        {
            public static string Run() => Program.Compute();
        }
        """;
}
