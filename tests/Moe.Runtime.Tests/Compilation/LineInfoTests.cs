using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Text;
using Moe.Dsl;
using Moe.Kernels;
using Moe.Runtime.Compilation;
using Moe.Runtime.Tests.Nvrtc;

namespace Moe.Runtime.Tests.Compilation;

/// <summary>Machine code of a project that sets MoeLineInfo knows the lines of its C# files.</summary>
[TestClass]
public sealed class LineInfoTests
{
    private static readonly string Source =
        Path.GetFullPath(Path.Combine(Here(), "../../Moe.Kernels/Wrong/Indices.cs"));

    [TestMethod]
    [DynamicData(nameof(NvrtcTest.Architectures), typeof(NvrtcTest))]
    public void Each_instruction_comes_from_a_line_of_the_C_sharp_file(string architecture)
    {
        var inspection = Inspect(DefinitionOf(Indices.Kernels.OffByOne(default, default)), architecture);
        int writing = 1 + Array.FindIndex(File.ReadAllLines(Source), l => l.EndsWith("// wrong", StringComparison.Ordinal));

        // What stands behind ".loc FILE LINE" comes from there.
        string[] ptx = inspection.Ptx.Split('\n');
        int store = Array.FindIndex(ptx, line => line.Contains("st.global", StringComparison.Ordinal));
        var place = ptx[..store].Select(line => Regex.Match(line, @"^\s*\.loc\s+(\d+) (\d+)")).Last(m => m.Success);
        var file = Regex.Match(inspection.Ptx, $@"\.file\s+{place.Groups[1].Value} ""([^""]*)""");
        Assert.AreEqual(Source, file.Groups[1].Value);
        Assert.AreEqual(writing, int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture));

        string cubin = Encoding.Latin1.GetString(inspection.Kernel.Cubin.Span);
        Assert.Contains(".debug_line", cubin);
        Assert.Contains(Path.GetFileName(Source), cubin);
        Assert.AreEqual("", inspection.Kernel.Log);
    }

    [TestMethod]
    public void What_did_not_ask_knows_no_lines()
    {
        var inspection = Inspect(TestKernels.Reverse, "sm_80", 256);

        Assert.DoesNotContain("#line", inspection.Kernel.Source);
        Assert.DoesNotContain(".loc", inspection.Ptx);
        Assert.DoesNotContain(".debug_line", Encoding.Latin1.GetString(inspection.Kernel.Cubin.Span));
    }

    [TestMethod]
    public void Errors_name_the_C_sharp_line_too()
    {
        var unit = new CudaUnit(
            "App::Broken", "namespace App {\n__global__ void Broken()\n{\n    int a = 1;\n    a = missing;\n}\n}\n",
            CudaPrelude.Version, [new(2, "/app/Broken.cs", 7), new(4, "/app/Broken.cs", 9), new(5, "/app/Broken.cs", 20)])
        {
            HasLineInfo = true,
        };
        var error = Assert.ThrowsExactly<CompilationException>(() => NvrtcTest.Require().Compile(new CudaSource
        {
            Program = CudaProgram.Link([unit]),
            FileName = "App.Broken.cu",
            NameExpressions = ["::App::Broken"],
            Architecture = "sm_80",
        }));

        var found = error.Errors.Single(e => e.Message.Contains("missing", StringComparison.Ordinal));
        Assert.AreEqual(("/app/Broken.cs", 20), (found.Place!.Value.File, found.Place.Value.Line));
        StringAssert.Contains(error.Message, "/app/Broken.cs:20 (App.Broken.cu:");
        Assert.AreEqual("    a = missing;", error.CudaSource.Program.Source.Split('\n')[found.CudaLine!.Value - 1]);
    }

    private static KernelInspection Inspect(KernelDefinition definition, string architecture, params long[] constants)
    {
        using var folder = new TemporaryFolder();
        return new KernelCompiler(NvrtcTest.Require(), new CubinCache(folder.Path))
            .Inspect(definition, constants, architecture);
    }

    private static KernelDefinition DefinitionOf<TLaunch>(TLaunch launch)
        where TLaunch : IKernelLaunch
        => TLaunch.Definition;

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
