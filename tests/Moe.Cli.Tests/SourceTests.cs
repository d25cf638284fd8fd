using Inspected;

namespace Moe.Cli.Tests;

[TestClass]
public sealed class SourceTests
{
    [TestMethod]
    [DataRow("ParityRouting")]
    [DataRow("Inspected.ParityRouting")]
    public void Shows_a_routing_by_short_and_by_full_name(string name)
    {
        var result = Tool.Run("inspect", Tool.Target, name);

        Assert.AreEqual(0, result.ExitCode, result.Error);
        Assert.AreEqual(ParityRouting.Cuda.Source, result.Output);
    }

    [TestMethod]
    [DataRow("Amplify")]
    [DataRow("Gains.Amplify")]
    [DataRow("Inspected.Gains.Amplify")]
    public void Shows_a_kernel_with_what_it_needs(string name)
    {
        var result = Tool.Run("inspect", Tool.Target, name);

        Assert.AreEqual(Gains.Units.Amplify.Source, result.Output);
        StringAssert.Contains(result.Output, "Limit(float value)");
        StringAssert.Contains(result.Output, "struct Span");
    }

    [TestMethod]
    public void Shows_all_of_a_class() => Assert.AreEqual(Gains.Cuda.Source, Tool.Run("inspect", Tool.Target, "Gains").Output);

    [TestMethod]
    public void Shows_a_device_function()
        => Assert.AreEqual(Gains.Units.Limit.Source, Tool.Run("inspect", Tool.Target, "Limit").Output);

    [TestMethod]
    public void Shows_a_kernel_of_the_exchange_as_a_routing_makes_it()
    {
        var result = Tool.Run("inspect", Tool.Target, "ParityRouting.Weigh");

        Assert.AreEqual(0, result.ExitCode, result.Error);
        StringAssert.StartsWith(
            result.Output,
            "// ::Moe::Runtime::CombineKernels::Weigh<::Inspected::ParityRouting, float, 8>: 256 experts, top 8, 8 ranks, "
            + "layout ByExpert, float\n");
        StringAssert.Contains(result.Output, "struct ParityRouting");
    }
}
