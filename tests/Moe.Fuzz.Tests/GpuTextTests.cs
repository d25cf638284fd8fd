using Moe.Dsl;
using Moe.Fuzz.Drawing;
using Moe.Fuzz.Ways;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Fuzz.Tests;

/// <summary>What a GPU would be given compiles for one, whether or not there is one.</summary>
[TestClass]
public sealed class GpuTextTests
{
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
        Compile(assembly.Entry(CaseEntry.AllSpace));
        for (int i = 0; i < kernels.Count; i++)
            Compile(assembly.Entry(BatchAssembly.SpaceOf(functions.Count + i)));

        void Compile(Type entry)
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
}
