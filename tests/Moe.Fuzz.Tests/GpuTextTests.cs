using Moe.Dsl;
using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;
using Moe.Fuzz.Ways;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Fuzz.Tests;

/// <summary>What a GPU would be given compiles for one, whether or not there is one.</summary>
[TestClass]
public sealed class GpuTextTests
{
    [TestMethod]
    public void A_constant_that_is_handed_on_by_reference_is_declared()
    {
        var compiler = NvrtcTest.Require();
        var ints = NumberTypes.Int;
        var drawn = new CaseResult(
            new FuzzCase(1, 1, """
                namespace Case
                {
                    public static partial class Program
                    {
                        private const int Seven = 7;
                        [Device] public static int Next(in int value) => value + 1;
                        [Device] public static int Sum(in int value, in int other) => Next(value) + Next(other);
                        [Device] public static void Run(Span<int> ints)
                        {
                            const int eight = 8;
                            ints[0] = Sum(eight, Seven) + Next(in ints[1]);
                        }
                    }
                }
                """, [ints]),
            []);

        using var assembly = BatchAssembly.Of([drawn], CaseEntry.All([drawn.Case]));

        Assert.IsNull(drawn.Error);
        Compile(compiler, assembly.Entry(CaseEntry.AllSpace));
    }

    [TestMethod]
    public void Names_and_comments_with_letters_outside_ASCII_compile()
    {
        var compiler = NvrtcTest.Require();
        var drawn = new CaseResult(
            new FuzzCase(1, 1, """
                namespace Case
                {
                    public static partial class Program
                    {
                        /// <summary>Die Größe von ä, um eins erhöht.</summary>
                        [Device] static int Größe(int ä) => ä + 1;
                        [Device] public static void Run(Span<int> ints) { int π = 3; ints[0] = Größe(π); }
                    }
                }
                """, [NumberTypes.Int]),
            []);

        using var assembly = BatchAssembly.Of([drawn], CaseEntry.All([drawn.Case]));

        Assert.IsNull(drawn.Error);
        Compile(compiler, assembly.Entry(CaseEntry.AllSpace));
    }

    [TestMethod]
    public void Names_that_are_macros_compile()
    {
        var compiler = NvrtcTest.Require();
        var drawn = new CaseResult(
            new FuzzCase(1, 1, """
                namespace Case
                {
                    public static partial class Program
                    {
                        [Device] static int assert(int x) => x;
                        [Device] static int va_arg(int x, int CUDART_VERSION) => x + CUDART_VERSION;
                        [Device] static int va_start(int va_end, int va_copy) => va_end + va_copy;
                        [Device] public static void Run(Span<int> ints) => ints[0] = assert(va_arg(1, va_start(2, 3)));
                    }
                }
                """, [NumberTypes.Int]),
            []);

        using var assembly = BatchAssembly.Of([drawn], CaseEntry.All([drawn.Case]));

        Assert.IsNull(drawn.Error);
        Compile(compiler, assembly.Entry(CaseEntry.AllSpace));
    }

    [TestMethod]
    public void A_batch_is_one_kernel_that_compiles_and_each_drawn_kernel_another()
    {
        var compiler = NvrtcTest.Require();
        var cases = Enumerable.Range(0, 60).Select(i => new CaseResult(CaseDrawer.Of(8, i), [])).ToList();
        using (BatchAssembly.Of(cases))
            cases.RemoveAll(c => c.Error is not null);
        var functions = cases.Where(c => c.Case.Grid is null).ToList();
        var kernels = cases.Where(c => c.Case.Grid is not null).ToList();
        Assert.IsNotEmpty(kernels);

        using var assembly = BatchAssembly.Of([.. functions, .. kernels], CaseEntry.All([.. functions.Select(f => f.Case)]));
        Compile(compiler, assembly.Entry(CaseEntry.AllSpace));
        for (int i = 0; i < kernels.Count; i++)
            Compile(compiler, assembly.Entry(BatchAssembly.SpaceOf(functions.Count + i)));
    }

    private static void Compile(NvrtcCompiler compiler, Type entry)
    {
        var definition = (KernelDefinition)entry.GetProperty("Definition")!.GetValue(null)!;
        var compiled = compiler.Compile(new CudaSource
        {
            Program = definition.Program.Value,
            FileName = "cases.cu",
            NameExpressions = [definition.NameExpression([])],
            Architecture = "sm_80",
        });
        Assert.AreNotEqual(0, compiled.Cubin.Length);
    }
}
