using System.Runtime.InteropServices;
using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.ManagedCuda.Tests;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class ManagedCudaCompilerTests
{
    private const string Name = "::App::Reverse<float, 256>";

    [TestMethod]
    public void Gives_what_the_own_binding_gives()
    {
        var nvrtc = NvrtcTest.Require();
        var managed = ManagedCudaCompiler.Load();
        var source = Source(TestKernels.Reverse, Name) with { WithPtx = true };

        var expected = nvrtc.Compile(source);
        var actual = managed.Compile(source);

        Assert.AreEqual($"ManagedCuda with {nvrtc.Identity}", managed.Identity);
        CollectionAssert.AreEqual(nvrtc.Architectures.ToArray(), managed.Architectures.ToArray());
        Assert.IsTrue(expected.Cubin.Span.SequenceEqual(actual.Cubin.Span));
        Assert.AreEqual(expected.LoweredNames[Name], actual.LoweredNames[Name]);
        Assert.AreEqual(expected.Ptx, actual.Ptx);
        Assert.AreEqual("", actual.Log);
        Assert.IsNull(managed.Compile(source with { WithPtx = false }).Ptx);
    }

    [TestMethod]
    public void A_failure_has_the_log_and_the_place()
    {
        NvrtcTest.Require();
        var managed = ManagedCudaCompiler.Load();
        var source = Source(TestKernels.Template("Broken", "    values[0] = missing;"), "::App::Broken<float, 1>");

        var failure = Assert.ThrowsExactly<CompilationException>(() => managed.Compile(source));

        Assert.AreEqual(new CudaPlace(13, "Kernels.cs", 30), failure.Errors.Single().Place);
        StringAssert.Contains(failure.Message, $"did not compile for sm_80 with {managed.Identity}.");
        StringAssert.Contains(failure.Log, "identifier \"missing\" is undefined");
    }

    [TestMethod]
    public void Another_library_than_the_one_that_ManagedCuda_calls_is_refused()
    {
        NvrtcTest.Require();
        ManagedCudaCompiler.Load();

        var failure = Assert.ThrowsExactly<InvalidOperationException>(
            () => NvrtcBinding.Bind(NativeLibrary.GetMainProgramHandle(), "NVRTC 99.0"));

        StringAssert.StartsWith(failure.Message, "Moe found NVRTC 99.0, but ManagedCuda calls another NVRTC");
        Assert.IsNotNull(ManagedCudaCompiler.Load());
    }

    [TestMethod]
    public void One_line_chooses_it_for_the_process()
    {
        NvrtcTest.Require();
        using var folder = new TemporaryFolder();
        using var variable = new EnvironmentVariable("MOE_CACHE_DIR", folder.Path);

        KernelCompiler.Use(ManagedCudaCompiler.Load());

        Assert.IsFalse(KernelCompiler.Shared.Compile(TestKernels.Reverse, [256], "sm_80").FromCache);
        var failure = Assert.ThrowsExactly<InvalidOperationException>(
            () => KernelCompiler.Use(NvrtcTest.Require()));
        StringAssert.StartsWith(failure.Message, "This process compiles with ManagedCuda with NVRTC ");
    }

    private static CudaSource Source(KernelDefinition kernel, string name) => new()
    {
        Program = kernel.Program.Value,
        FileName = "App.cu",
        NameExpressions = [name],
        Architecture = "sm_80",
    };
}
