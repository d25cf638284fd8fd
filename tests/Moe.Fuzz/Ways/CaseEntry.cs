using Moe.Fuzz.Drawing;
using Moe.Fuzz.Types;

namespace Moe.Fuzz.Ways;

/// <summary>Writes what calls a case's Run over a pointer to its memory, in C# and in C++.</summary>
internal static class CaseEntry
{
    /// <summary>The usings that every case is compiled with.</summary>
    public const string Usings = "global using System; global using System.Numerics; global using Moe.Dsl; global using Moe.Runtime;";

    /// <summary>The namespace of <see cref="All"/>.</summary>
    public const string AllSpace = "AllCases";

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
                + $"Program.Kernels.Run({Spans(drawn, "DeviceSpan")}), new LaunchGrid(blocks, threads));\n"
                + "public static KernelDefinition Definition => Program.RunLaunch.Definition;\n";
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

    /// <summary>
    /// One kernel for many cases, a block for each, and a thread for each of its inputs; and what launches it over an
    /// area of each type.
    /// </summary>
    public static string All(IReadOnlyList<FuzzCase> cases)
    {
        var areas = cases.SelectMany(c => c.Areas).Distinct().ToList();
        string parameters = string.Concat(areas.Select(a => $", Span<{a.Name}> {a.Area}"));
        var calls = cases.Select((c, i) => $"case {i}: {BatchAssembly.SpaceOf(i)}.Program.Run("
            + $"{string.Join(", ", c.Areas.Select(a => $"{a.Area}.Slice(start, {CaseMemory.Elements})"))}); break;\n");
        string arguments = string.Concat(areas.Select((a, i) => $", new DeviceSpan<{a.Name}>(({a.Name}*)areas[{IndexOf(a)}], {cases.Count * CaseMemory.Span})"));
        return $$"""
            namespace {{AllSpace}}
            {
            public static partial class Program
            {
            [Kernel(MaxThreads = {{CaseMemory.Inputs}})]
            public static void Run(ReadOnlySpan<byte> skipped{{parameters}})
            {
                int run = BlockIdx.X * BlockDim.X + ThreadIdx.X;
                if (skipped[run] != 0)
                    return;
                int start = run * {{CaseMemory.Elements}};
                switch (BlockIdx.X)
                {
                {{string.Concat(calls)}}
                }
            }
            }
            public static unsafe class Entry
            {
            public static KernelDefinition Definition => Program.RunLaunch.Definition;
            public static void Launch(DeviceStream stream, nint[] areas, nint skipped) => stream.Launch(
                Program.Kernels.Run(new DeviceView<byte>((byte*)skipped, {{cases.Count * CaseMemory.Inputs}}){{arguments}}),
                new LaunchGrid({{cases.Count}}, {{CaseMemory.Inputs}}));
            }
            }
            """;
    }

    private static int IndexOf(NumberType type) => NumberTypes.All.TakeWhile(t => t != type).Count();

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
