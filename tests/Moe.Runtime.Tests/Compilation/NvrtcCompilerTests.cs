using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

[TestClass]
public sealed class NvrtcCompilerTests
{
    private const string Name = "::App::Reverse<float, 256>";

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void Compiles_to_machine_code_with_an_empty_log(string architecture)
    {
        var nvrtc = NvrtcTest.Require();
        var compiled = nvrtc.Compile(Source() with { Architecture = architecture });

        Assert.AreEqual("", compiled.Log);
        Assert.IsTrue(compiled.Cubin.Span.StartsWith("\u007fELF"u8));
        Assert.AreEqual("_ZN3App7ReverseIfLi256EEEvPT_", compiled.LoweredNames[Name]);
        Assert.IsNull(compiled.Ptx);
    }

    [TestMethod]
    public void Gives_every_name_that_is_asked_for()
    {
        var other = "::App::Reverse<double, 32>";

        var compiled = NvrtcTest.Require().Compile(Source() with { NameExpressions = [Name, other] });

        Assert.AreEqual("_ZN3App7ReverseIfLi256EEEvPT_", compiled.LoweredNames[Name]);
        Assert.AreEqual("_ZN3App7ReverseIdLi32EEEvPT_", compiled.LoweredNames[other]);
    }

    [TestMethod]
    public void Gives_PTX_beside_machine_code_where_asked()
    {
        var compiled = NvrtcTest.Require().Compile(Source() with { WithPtx = true });

        Assert.IsTrue(compiled.Cubin.Span.StartsWith("\u007fELF"u8));
        StringAssert.Contains(compiled.Ptx, ".target sm_80");
        StringAssert.Contains(compiled.Ptx, ".entry _ZN3App7ReverseIfLi256EEEvPT_");
    }

    [TestMethod]
    public void Rounds_a_product_before_it_is_added_to()
    {
        var source = Source(TestKernels.Template("Fused", "    values[0] = values[1] * values[2] + values[3];"))
            with
        { NameExpressions = ["::App::Fused<float, 1>"], WithPtx = true };

        StringAssert.Contains(NvrtcTest.Require().Compile(source).Ptx, "mul.rn.f32");
    }

    [TestMethod]
    public void Keeps_a_warning_of_a_compilation_that_succeeds()
    {
        var source = Source(TestKernels.Template("Unused", "    int unused;"))
            with
        { NameExpressions = ["::App::Unused<float, 1>"] };

        StringAssert.Contains(NvrtcTest.Require().Compile(source).Log, "was declared but never referenced");
    }

    [TestMethod]
    public void Says_where_in_CSharp_and_in_CUDA_an_error_is()
    {
        var kernel = TestKernels.Template(
            "Broken", "    int a = 1;\n    values[a] = missing;\n    int b = alsoMissing;");

        var failure = Fails(Source(kernel) with { NameExpressions = ["::App::Broken<float, 1>"] });

        CollectionAssert.AreEqual(
            new CompilationError[]
            {
                new(14, "identifier \"missing\" is undefined", new CudaPlace(14, "Kernels.cs", 31)),
                new(15, "identifier \"alsoMissing\" is undefined", new CudaPlace(15, "Kernels.cs", 32)),
            },
            failure.Errors.ToArray());
        StringAssert.Contains(failure.Message, "::App::Broken<float, 1> did not compile for sm_80 with NVRTC ");
        StringAssert.Contains(failure.Message, "Kernels.cs:31 (App.cu:14): identifier \"missing\" is undefined");
        StringAssert.Contains(failure.Message, failure.Log.TrimEnd());
        StringAssert.Contains(failure.Log, "App.cu(14): error");
        StringAssert.Contains(
            failure.Message,
            """
                  11 | __global__ void __launch_bounds__(256) Broken(T* values)
                  12 | {
                  13 |     int a = 1;
            >     14 |     values[a] = missing;
            >     15 |     int b = alsoMissing;
                  16 | }
                  17 | }
            """);
    }

    [TestMethod]
    public void Says_where_an_error_is_that_shows_only_in_an_instance()
    {
        var kernel = TestKernels.Template("Broken", "    values[0] = Half(values).x;");

        var failure = Fails(Source(kernel) with { NameExpressions = ["::App::Broken<float, 1>"] });

        StringAssert.Contains(failure.Message, "Helpers.cs:7 (App.cu:5): ");
        StringAssert.Contains(failure.Log, "detected during");
    }

    [TestMethod]
    public void Says_which_kernel_is_missing()
    {
        var failure = Fails(Source() with { NameExpressions = ["::App::Nowhere<float, 1>"] });

        Assert.IsNull(failure.Errors[0].CudaLine);
        Assert.IsNull(failure.Errors[0].Place);
        StringAssert.Contains(failure.Message, "Nowhere");
    }

    [TestMethod]
    public void Says_what_the_assembler_refuses()
    {
        var failure = Fails(Source() with { NameExpressions = ["::App::Reverse<float, 100000>"] });

        StringAssert.Contains(failure.Errors.Single().Message, "too much shared data");
    }

    [TestMethod]
    public void Says_which_option_is_wrong()
        => StringAssert.Contains(Fails(Source() with { Options = ["--no-such"] }).Errors.Single().Message, "--no-such");

    [TestMethod]
    public void Compiles_on_several_threads_at_once()
    {
        var nvrtc = NvrtcTest.Require();
        var names = new string[8];

        Parallel.For(0, names.Length, i =>
        {
            var name = $"::App::Reverse<float, {32 * (i + 1)}>";
            names[i] = nvrtc.Compile(Source() with { NameExpressions = [name] }).LoweredNames[name];
        });

        for (int i = 0; i < names.Length; i++)
            Assert.AreEqual($"_ZN3App7ReverseIfLi{32 * (i + 1)}EEEvPT_", names[i]);
    }

    private static CompilationException Fails(CudaSource source)
    {
        var nvrtc = NvrtcTest.Require();
        return Assert.ThrowsExactly<CompilationException>(() => nvrtc.Compile(source));
    }

    private static CudaSource Source(KernelDefinition? kernel = null) => new()
    {
        Program = (kernel ?? TestKernels.Reverse).Program.Value,
        FileName = "App.cu",
        NameExpressions = [Name],
        Architecture = "sm_80",
    };
}
