using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Ways;

/// <summary>Writes what calls a case's Run over a pointer to its memory, in C# and in C++.</summary>
internal static class CaseEntry
{
    /// <summary>The usings that every case is compiled with.</summary>
    public const string Usings = "global using System; global using System.Numerics; global using Moe.Dsl; global using Moe.Runtime;";

    /// <summary>The class <c>Entry</c> of a case.</summary>
    /// <param name="drawn">The case.</param>
    /// <param name="space">The namespace it is in.</param>
    /// <param name="isGenerated">Whether the generated half is there.</param>
    public static string CSharp(FuzzCase drawn, string space, bool isGenerated)
    {
        string members = "";
        if (drawn.Grid is not null)
        {
            members = "public static void Launch(DeviceStream stream, byte* m, int blocks, int threads) => stream.Launch("
                + $"Program.Kernels.Run({Spans(drawn, "DeviceSpan")}), new LaunchGrid(blocks, threads));\n";
        }
        else
        {
            members = $"public static void CSharp(byte* m, int input) => Program.Run({Spans(drawn, "Span")});\n";
            if (isGenerated)
                members += $"public static void OnCpu(byte* m, int input) => Program.RunOnCpu(KernelThread.Outside, {Spans(drawn, "DeviceSpan")});\n";
        }

        if (isGenerated)
            members += "public static CudaUnit Unit => Program.Units.Run;\n";
        return $"namespace {space}\n{{\npublic static unsafe class Entry\n{{\n{members}}}\n}}\n";
    }

    /// <summary>A function <c>run_N</c>, and, of a kernel, the global variables it needs.</summary>
    public static string Cuda(FuzzCase drawn, string space, int index)
    {
        var spans = drawn.Areas.Select(
            a => $"moe::Span<{a.Cuda}>{{({a.Cuda}*)(m + {Offset(drawn, a)}), {Count(drawn)}}}");
        string call = $"{space}::Program::Run({string.Join(", ", spans)});";
        return drawn.Grid is { } grid
            ? $"static unsigned char* memory_{index};\n"
                + $"static void thread_{index}() {{ unsigned char* m = memory_{index}; {call} }}\n"
                + $"static void run_{index}(unsigned char* m, int) {{ memory_{index} = m; Launch({grid.Blocks}, {grid.Threads}, thread_{index}); }}\n"
            : $"static void run_{index}(unsigned char* m, int input) {{ {call} }}\n";
    }

    private static string Spans(FuzzCase drawn, string span)
        => string.Join(", ", drawn.Areas.Select(
            a => $"new {span}<{a.Name}>(({a.Name}*)(m + {Offset(drawn, a)}), {Count(drawn)})"));

    private static string Offset(FuzzCase drawn, NumberType area) => drawn.Grid is null
        ? $"{CaseMemory.OffsetOf(area)} + input * {CaseMemory.Elements * area.Bytes}"
        : $"{CaseMemory.OffsetOf(area)}";

    private static int Count(FuzzCase drawn) => drawn.Grid is null ? CaseMemory.Elements : CaseMemory.Span;
}
