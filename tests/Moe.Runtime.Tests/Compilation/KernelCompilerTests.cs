using System.Text;
using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

[TestClass]
public sealed class KernelCompilerTests
{
    [TestMethod]
    public void Compiles_then_reads_from_disk_in_another_process()
    {
        using var folder = new TemporaryFolder();
        var nvrtc = NvrtcTest.Require();

        var first = Compiler(folder, nvrtc).Compile(TestKernels.Reverse, [256], "sm_90");
        var second = Compiler(folder, nvrtc).Compile(TestKernels.Reverse, [256], "sm_90");

        Assert.IsFalse(first.FromCache);
        Assert.IsTrue(second.FromCache);
        Assert.AreSame(TestKernels.Reverse, first.Definition);
        Assert.AreEqual("::App::Reverse<float, 256>", first.NameExpression);
        Assert.AreEqual("_ZN3App7ReverseIfLi256EEEvPT_", first.LoweredName);
        Assert.AreEqual(first.LoweredName, second.LoweredName);
        Assert.IsTrue(first.Cubin.Span.SequenceEqual(second.Cubin.Span));
        Assert.AreEqual("", first.Log);
        Assert.AreEqual(TestKernels.Reverse.Program.Value.Source, first.Source);
        StringAssert.StartsWith(first.ToString(), "::App::Reverse<float, 256> for sm_90: compiled in ");
        StringAssert.StartsWith(second.ToString(), "::App::Reverse<float, 256> for sm_90: cached, read in ");
    }

    [TestMethod]
    public void Keeps_the_log_with_the_machine_code()
    {
        using var folder = new TemporaryFolder();
        Compiler(folder, new CountingCompiler()).Compile(TestKernels.Reverse, [1], "sm_80");

        var cached = Compiler(folder, new CountingCompiler()).Compile(TestKernels.Reverse, [1], "sm_80");

        Assert.IsTrue(cached.FromCache);
        Assert.AreEqual("a warning", cached.Log);
    }

    [TestMethod]
    public void Compiles_anew_for_other_constants_architectures_and_compilers()
    {
        using var folder = new TemporaryFolder();
        var counting = new CountingCompiler();
        var kernels = Compiler(folder, counting);

        kernels.Compile(TestKernels.Reverse, [1], "sm_80");
        kernels.Compile(TestKernels.Reverse, [1], "sm_80");
        Assert.AreEqual(1, counting.Calls);
        kernels.Compile(TestKernels.Reverse, [2], "sm_80");
        Assert.AreEqual(2, counting.Calls);
        kernels.Compile(TestKernels.Reverse, [1], "sm_90");
        Assert.AreEqual(3, counting.Calls);
        var newer = new CountingCompiler { Identity = "Counting 2.0" };
        Compiler(folder, newer).Compile(TestKernels.Reverse, [1], "sm_80");
        Assert.AreEqual(1, newer.Calls);
    }

    [TestMethod]
    public void Threads_that_want_the_same_kernel_compile_it_once()
    {
        using var folder = new TemporaryFolder();
        using var start = new Barrier(8);

        // So slow that the others come while it is compiled. Were they late, they would find it compiled, and pass too.
        var counting = new CountingCompiler { BeforeCompile = _ => Thread.Sleep(20) };
        var kernels = Compiler(folder, counting);

        OnThreads(8, _ =>
        {
            start.SignalAndWait();
            kernels.Compile(TestKernels.Reverse, [1], "sm_80");
        });

        Assert.AreEqual(1, counting.Calls);
    }

    [TestMethod]
    public void Different_kernels_compile_at_the_same_time()
    {
        using var folder = new TemporaryFolder();

        // Neither compilation ends before the other has begun.
        using var both = new Barrier(2);
        bool met = true;
        var counting = new CountingCompiler
        {
            BeforeCompile = _ => met &= both.SignalAndWait(TimeSpan.FromSeconds(10)),
        };
        var kernels = Compiler(folder, counting);

        OnThreads(2, i => kernels.Compile(TestKernels.Reverse, [i], "sm_80"));

        Assert.IsTrue(met);
    }

    [TestMethod]
    public void A_failure_is_not_kept_and_no_older_kernel_follows_it()
    {
        using var folder = new TemporaryFolder();
        var kernels = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path));
        kernels.Compile(TestKernels.Template("Edited", "    values[0] = 1;"), [1], "sm_80");
        var broken = TestKernels.Template("Edited", "    values[0] = missing;");

        for (int attempt = 0; attempt < 2; attempt++)
        {
            var failure = Assert.ThrowsExactly<CompilationException>(() => kernels.Compile(broken, [1], "sm_80"));
            Assert.AreEqual(new CudaPlace(13, "Kernels.cs", 30), failure.Errors.Single().Place);
            StringAssert.Contains(failure.Message, "Kernels.cs:30 (App.Kernels.Edited.cu:13)");
        }

        Assert.HasCount(1, folder.Files);
    }

    [TestMethod]
    public void What_failed_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        var counting = new CountingCompiler { BeforeCompile = _ => throw new IOException("disk full") };
        var kernels = Compiler(folder, counting);
        Assert.ThrowsExactly<IOException>(() => kernels.Compile(TestKernels.Reverse, [1], "sm_80"));

        counting.BeforeCompile = _ => { };

        Assert.AreEqual(
            "Counting 1.0 call 2",
            Encoding.UTF8.GetString(kernels.Compile(TestKernels.Reverse, [1], "sm_80").Cubin.Span));
    }

    [TestMethod]
    public void An_architecture_that_the_compiler_does_not_know_is_refused()
    {
        using var folder = new TemporaryFolder();
        var kernels = Compiler(folder, new CountingCompiler());

        var failure = Assert.ThrowsExactly<NotSupportedException>(
            () => kernels.Compile(TestKernels.Reverse, [1], "sm_86"));

        StringAssert.StartsWith(
            failure.Message, "Counting 1.0 does not compile for sm_86, only for sm_80, sm_90.");
        kernels.Compile(TestKernels.Reverse, [1], "sm_90a");
    }

    [TestMethod]
    public void The_number_of_constants_is_checked()
    {
        using var folder = new TemporaryFolder();
        var kernels = Compiler(folder, new CountingCompiler());

        Assert.ThrowsExactly<ArgumentException>(() => kernels.Compile(TestKernels.Reverse, [], "sm_80"));
    }

    [TestMethod]
    public void Writes_every_text_and_its_machine_code_where_MOE_DUMP_DIR_says()
    {
        using var cache = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        using var variable = new EnvironmentVariable("MOE_DUMP_DIR", folder.Path);
        CompiledKernel kernel = null!;

        // The second time it is cached, and written all the same.
        for (int time = 0; time < 2; time++)
        {
            Array.ForEach(folder.Files, file => File.Delete(Path.Combine(folder.Path, file)));
            kernel = Compiler(cache, new CountingCompiler()).Compile(TestKernels.Reverse, [256], "sm_80");

            Assert.HasCount(2, folder.Files);
            Assert.MatchesRegex(@"^App\.Reverse_float_256\.sm_80\.[0-9a-f]{8}\.cu$", folder.Files[0]);
            Assert.AreEqual(folder.Files[0] + "bin", folder.Files[1]);
        }

        Assert.IsTrue(kernel.FromCache);
        Assert.AreEqual(kernel.Source, File.ReadAllText(Path.Combine(folder.Path, folder.Files[0])));
        CollectionAssert.AreEqual(
            kernel.Cubin.ToArray(), File.ReadAllBytes(Path.Combine(folder.Path, folder.Files[1])));
    }

    [TestMethod]
    public void Writes_a_text_that_does_not_compile_too()
    {
        using var cache = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        using var variable = new EnvironmentVariable("MOE_DUMP_DIR", folder.Path);
        var kernels = Compiler(cache, new CountingCompiler { BeforeCompile = _ => throw new IOException() });

        Assert.ThrowsExactly<IOException>(() => kernels.Compile(TestKernels.Reverse, [256], "sm_80"));

        Assert.AreEqual(TestKernels.Reverse.Program.Value.Source, File.ReadAllText(folder.OnlyFile));
    }

    private static KernelCompiler Compiler(TemporaryFolder folder, ICudaCompiler compiler)
        => new(compiler, new CubinCache(folder.Path));

    private static void OnThreads(int count, Action<int> body)
    {
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() => body(i))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
