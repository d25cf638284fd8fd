using System.Globalization;
using System.Text.RegularExpressions;
using Moe.Dsl;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>What is read out of machine code is what PTX's assembler says of it.</summary>
[TestClass]
public sealed class KernelInspectionTests
{
    // Indexed by a value known only at run time, the array has to lie in local memory.
    private static readonly KernelDefinition LocalArray = TestKernels.Template(
        "LocalArray",
        """
            T local[64];
            for (int i = 0; i < 64; i++) local[i] = values[i * Width];
            local[(int)values[1] & 63] = 1;
            values[0] = local[(int)values[2] & 63];
        """);

    // A hundred values live at once do not fit a block of 1024 threads' 64 registers each.
    private static readonly KernelDefinition Spilling = TestKernels.Template(
        "Spilling",
        """
            T live[Width];
        #pragma unroll
            for (int i = 0; i < Width; i++) live[i] = values[i * 3 + threadIdx.x];
            __syncthreads();
        #pragma unroll
            for (int i = 0; i < Width; i++) values[i * 5 + threadIdx.x] = live[i] * live[Width - 1 - i];
        """,
        maxThreads: 1024);

    private static readonly KernelDefinition DynamicShared = TestKernels.Template(
        "DynamicShared",
        """
            extern __shared__ float dynamic[];
            dynamic[threadIdx.x] = values[threadIdx.x];
            __syncthreads();
            values[threadIdx.x] = dynamic[Width];
        """);

    public static IEnumerable<(KernelDefinition Kernel, string Architecture)> Kernels
        => from kernel in (KernelDefinition[])[TestKernels.Reverse, LocalArray, Spilling, DynamicShared]
           from architecture in (string[])["sm_80", "sm_90"]
           select (kernel, architecture);

    [TestMethod]
    [DynamicData(nameof(Kernels))]
    public void Registers_shared_and_local_bytes_are_those_of_the_assembler(
        KernelDefinition kernel, string architecture)
    {
        using var folder = new TemporaryFolder();
        var nvrtc = NvrtcTest.Require();
        var compiled = new KernelCompiler(nvrtc, new CubinCache(folder.Path)).Compile(kernel, [128], architecture);

        var log = nvrtc.Compile(new CudaSource
        {
            Program = kernel.Program.Value,
            FileName = "App.cu",
            NameExpressions = [compiled.NameExpression],
            Architecture = architecture,
            Options = ["--std=c++17", "--fmad=false", "--ptxas-options=-v"],
        }).Log;

        Assert.AreEqual(
            new KernelResources(
                Number(log, @"Used (\d+) registers"),
                Number(log, @"(\d+) bytes smem"),
                Number(log, @"(\d+) bytes stack frame")),
            compiled.Resources,
            log);
    }

    [TestMethod]
    public void Shows_PTX_and_no_spills_where_all_fits()
    {
        using var folder = new TemporaryFolder();

        var inspection = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path))
            .Inspect(TestKernels.Reverse, [256], "sm_90");

        Assert.AreEqual(new KernelSpills(0, 0), inspection.Spills);
        Assert.AreEqual(1024, inspection.Kernel.Resources.SharedBytes);
        Assert.AreEqual(0, inspection.Kernel.Resources.LocalBytes);
        Assert.AreEqual("", inspection.Kernel.Log);
        StringAssert.Contains(inspection.Ptx, ".entry _ZN3App7ReverseIfLi256EEEvPT_");
    }

    [TestMethod]
    public void Counts_spills()
    {
        using var folder = new TemporaryFolder();

        var inspection = new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path))
            .Inspect(Spilling, [128], "sm_80");

        Assert.IsGreaterThan(0, inspection.Spills.StoreBytes);
        Assert.IsGreaterThan(0, inspection.Spills.LoadBytes);
        Assert.IsGreaterThan(0, inspection.Kernel.Resources.LocalBytes);
    }

    [TestMethod]
    public void What_is_no_machine_code_is_refused()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => CubinInfo.Read("not an ELF file"u8, "kernel", "sm_80"));
        Assert.ThrowsExactly<InvalidDataException>(() => CubinInfo.Read("\u007fELF, cut short"u8, "kernel", "sm_80"));
    }

    // ptxas leaves out what is zero.
    private static int Number(string log, string pattern)
        => Regex.Match(log, pattern) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
}
