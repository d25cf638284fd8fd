using Moe.Dsl;
using Moe.Runtime.Compilation;

namespace Moe.Runtime.Tests.Compilation;

[TestClass]
public sealed class CubinKeyTests
{
    private static readonly CudaSource Source = new()
    {
        Program = CudaProgram.Link([TestKernels.Half]),
        FileName = "App.cu",
        NameExpressions = ["::App::A", "::App::B"],
        Architecture = "sm_80",
        Options = ["-a", "-b"],
    };

    [TestMethod]
    public void Is_the_same_for_equal_requests()
        => Assert.AreEqual(Key(Source), Key(Source with { Program = CudaProgram.Link([TestKernels.Half]) }));

    [TestMethod]
    public void Differs_with_the_source()
        => Assert.AreNotEqual(Key(Source), Key(Source with { Program = TestKernels.Reverse.Program.Value }));

    [TestMethod]
    public void Differs_with_the_options()
        => Assert.AreNotEqual(Key(Source), Key(Source with { Options = ["-a"] }));

    [TestMethod]
    public void Differs_with_the_name_expressions()
        => Assert.AreNotEqual(Key(Source), Key(Source with { NameExpressions = ["::App::A"] }));

    [TestMethod]
    public void Differs_with_the_architecture()
        => Assert.AreNotEqual(Key(Source), Key(Source with { Architecture = "sm_90" }));

    [TestMethod]
    public void Differs_with_the_compiler()
        => Assert.AreNotEqual(Key(Source), CubinKey.Of(Source, "NVRTC 12.5"));

    [TestMethod]
    public void Tells_parts_that_read_alike_when_joined_apart()
    {
        Assert.AreNotEqual(Key(Source), Key(Source with { Options = ["-a-b"] }));
        Assert.AreNotEqual(
            Key(Source with { Options = ["x", "y"], NameExpressions = [] }),
            Key(Source with { Options = ["x"], NameExpressions = ["y"] }));
    }

    private static CubinKey Key(CudaSource source) => CubinKey.Of(source, "NVRTC 12.4");
}
