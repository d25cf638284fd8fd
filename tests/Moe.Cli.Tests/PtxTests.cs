using Moe.Runtime.Compilation;

namespace Moe.Cli.Tests;

[TestClass]
public sealed class PtxTests
{
    [TestMethod]
    public void Shows_PTX_and_what_a_kernel_takes_up()
    {
        var result = Inspect("Amplify");

        StringAssert.StartsWith(result.Output, "// ::Inspected::Gains::Amplify\n");
        StringAssert.Contains(result.Output, ".target sm_90");
        StringAssert.Contains(result.Output, ".visible .entry");
        StringAssert.Matches(result.Output, new(@"Kernel +Registers +Shared bytes +Local bytes +Spill stores +Spill loads"));
        StringAssert.Matches(result.Output, new(@"Inspected\.Gains\.Amplify +\d+ +0 +0 +0 +0"));
    }

    [TestMethod]
    public void Compiles_for_the_architecture_asked_for()
        => StringAssert.Contains(Inspect("Amplify", "--arch", "sm_80").Output, ".target sm_80");

    [TestMethod]
    public void Compiles_a_template_for_float_and_the_constants_given()
        => StringAssert.StartsWith(
            Inspect("Thin", "--constant", "stride=4").Output, "// ::Inspected::Gains::Thin<float, 4>\n");

    [TestMethod]
    public void Compiles_all_the_kernels_of_a_class()
    {
        var result = Inspect("Gains", "--constant", "stride=4");

        StringAssert.Contains(result.Output, "// ::Inspected::Gains::Amplify\n");
        StringAssert.Contains(result.Output, "// ::Inspected::Gains::Thin<float, 4>\n");
    }

    [TestMethod]
    public void Compiles_a_routing_as_the_kernels_that_an_exchange_makes_of_it()
    {
        var result = Inspect("ParityRouting");

        StringAssert.Contains(
            result.Output,
            "// ::Moe::Runtime::RouteKernels::Route<::Inspected::ParityRouting, 8, 8, 266>: 256 experts, top 8, 8 ranks");
        StringAssert.Matches(result.Output, new(@"Moe\.Runtime\.RouteKernels\.Route +\d+ +1080 +\d+ +\d+ +\d+"));
        StringAssert.Matches(result.Output, new(@"Moe\.Runtime\.CombineKernels\.Sum +\d+ +32 +\d+ +\d+ +\d+"));
    }

    private static ToolResult Inspect(params string[] args)
    {
        try
        {
            NvrtcCompiler.Load();
        }
        catch (LibraryNotFoundException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Inconclusive(e.Message);
        }

        var result = Tool.Run(["inspect", Tool.Target, .. args, "--ptx"]);
        Assert.AreEqual(0, result.ExitCode, result.Error);
        return result;
    }
}
