using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>Sizes that an int cannot count are refused by all ranks alike, before anything is sent.</summary>
[TestClass]
public class LimitTests
{
    [TestMethod]
    public void An_alignment_of_more_rows_than_an_int_counts_is_refused()
    {
        var error = Construct(new ExchangeOptions
        {
            Experts = 4, TopK = 1, Hidden = 1, Layout = ExpertLayout.ByExpert, ExpertAlignment = int.MaxValue,
        });

        StringAssert.Contains(error.Message, "ExpertAlignment is 2147483647");
    }

    [TestMethod]
    [DataRow(ExpertLayout.ByRank)]
    [DataRow(ExpertLayout.ByExpert)]
    public void More_choices_than_an_int_counts_are_refused_from_the_sum_of_all_tokens(ExpertLayout layout)
    {
        // Two ranks; the header's fields as they would be with 2^29 tokens on each.
        using var group = RankGroup.Cpu(2);
        var errors = group.Run(rank =>
        {
            var shape = ExchangeShape.Agree<Conformance.Routings.PlainBlockRouting, float>(
                rank, new ExchangeOptions { Experts = 4, TopK = 2, Hidden = 1, Layout = layout });
            var headers = new int[2 * shape.ReceivedHeader];
            headers[PlanHeader.Tokens] = headers[shape.ReceivedHeader + PlanHeader.Tokens] = 1 << 29;
            return Assert.ThrowsExactly<ExchangeException>(() => PlanHeader.ThrowIfTooMany(headers, shape)).Message;
        });

        Assert.AreEqual(errors[0], errors[1]);
        StringAssert.Contains(errors[0], "1073741824 tokens");
        StringAssert.Contains(errors[0], "2147483648 choices");
    }

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void The_most_experts_that_are_let_through_fit_into_shared_memory(string architecture)
    {
        var route = ExchangeKernels.For<BlockRouting, float>(
            new ExchangeOptions { Experts = 12281, TopK = 1, Hidden = 1 }, ranks: 1)["Route"];

        var compiled = NvrtcTest.Require().Compile(new CudaSource
        {
            Program = route.Definition.Program.Value,
            FileName = "Route.cu",
            NameExpressions = [route.NameExpression],
            Architecture = architecture,
        });

        var resources = CubinInfo.Read(
            compiled.Cubin.Span, compiled.LoweredNames[route.NameExpression], architecture);
        Assert.IsLessThanOrEqualTo(48 * 1024, resources.SharedBytes);
    }

    [TestMethod]
    public void One_expert_more_is_refused()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ExchangeException>(() => ExchangeKernels.For<BlockRouting, float>(
                new ExchangeOptions { Experts = 12282, TopK = 1, Hidden = 1 }, ranks: 1)).Message,
            "More than 12281 experts on 1 ranks");

    private static ExchangeException Construct(ExchangeOptions options)
    {
        using var group = RankGroup.Cpu(2);
        return Assert.ThrowsExactly<ExchangeException>(
            () => group.Run(rank => new ExpertExchange<BlockRouting, float>(rank, new BlockRouting(2), options)));
    }
}
