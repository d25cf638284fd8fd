using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;
using Moe.Tests;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>The CUDA C++ of the built-in kernels: what it reads like, and that NVRTC takes it without a word.</summary>
[TestClass]
public class BuiltInKernelTests
{
    [TestMethod]
    public void Each_kernel_reads_as_its_golden_does()
    {
        var kernels = Kernels<BlockRouting, float>(ranks: 2, topK: 2, ExpertLayout.ByExpert);
        foreach (var kernel in kernels)
            Golden.Matches($"Kernels/{kernel.Name}.cu", kernel.Definition.Unit.Text);
        var ofOneChoice = Kernels<TableRouting, float>(ranks: 2, topK: 1, ExpertLayout.ByRank);
        Golden.Matches("Kernels/WeighReturned.cu", ofOneChoice["WeighReturned"].Definition.Unit.Text);
        Golden.Matches("Kernels/SendOrder.cu", SendOrder.Cuda.Text);
        Golden.Matches("Kernels/BlockRouting.cu", BlockRouting.Cuda.Text);
        Golden.Matches("Kernels/TableRouting.cu", TableRouting.Cuda.Text);
    }

    [TestMethod]
    public void A_whole_program_reads_as_its_golden_does()
        => Golden.Matches(
            "Programs/Route.cu", Kernels<TableRouting, BFloat16>(ranks: 4, topK: 8, ExpertLayout.ByRank)["Route"].Source);

    [TestMethod]
    public void A_kernel_is_named_with_its_types_and_constants()
        => Assert.AreEqual(
            "::Moe::Runtime::CombineKernels::Weigh<::Moe::Runtime::Tests::Exchange::BlockRouting, moe::BFloat16, 6>",
            Kernels<BlockRouting, BFloat16>(ranks: 2, topK: 6, ExpertLayout.ByExpert)["Weigh"].NameExpression);

    [TestMethod]
    public void A_kernel_that_is_not_there_is_named_with_those_that_are()
    {
        var error = Assert.ThrowsExactly<KeyNotFoundException>(
            () => Kernels<BlockRouting, float>(ranks: 1, topK: 1, ExpertLayout.ByRank)["Expand"]);

        StringAssert.Contains(error.Message, "Expand");
        StringAssert.Contains(error.Message, "Pack, PackWithRecords");
    }

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void Every_program_of_the_exchange_compiles_without_a_word(string architecture)
    {
        var nvrtc = NvrtcTest.Require();
        var programs = new Dictionary<string, ExchangeKernel>();
        foreach (var (layout, ranks, topK) in Shapes())
        {
            Add(Kernels<BlockRouting, float>(ranks, topK, layout));
            Add(Kernels<BlockRouting, Half>(ranks, topK, layout));
            Add(Kernels<BlockRouting, BFloat16>(ranks, topK, layout));
            Add(Kernels<TableRouting, BFloat16>(ranks, topK, layout));
        }

        foreach (var (expression, kernel) in programs)
        {
            var compiled = nvrtc.Compile(new CudaSource
            {
                Program = kernel.Definition.Program.Value,
                FileName = $"{kernel.Name}.cu",
                NameExpressions = [expression],
                Architecture = architecture,
            });
            Assert.AreEqual("", compiled.Log, expression);
            Assert.IsTrue(compiled.LoweredNames.ContainsKey(expression), expression);
        }

        void Add(ExchangeKernels kernels)
        {
            foreach (var kernel in kernels)
                programs[kernel.NameExpression] = kernel;
        }
    }

    // Constants change loops' lengths, not the text: a small and a large shape of each layout stand for the rest.
    private static IEnumerable<(ExpertLayout Layout, int Ranks, int TopK)> Shapes()
    {
        yield return (ExpertLayout.ByRank, 1, 1);
        yield return (ExpertLayout.ByExpert, 8, 6);
    }

    private static ExchangeKernels Kernels<TRouting, T>(int ranks, int topK, ExpertLayout layout)
        where TRouting : unmanaged, IRouting
        where T : unmanaged
    {
        using var group = RankGroup.Cpu(ranks);
        return group.Run(rank =>
        {
            using var exchange = new ExpertExchange<TRouting, T>(
                rank, default, new ExchangeOptions { Experts = 8 * ranks, TopK = topK, Hidden = 16, Layout = layout });
            return exchange.Kernels;
        })[0];
    }
}
