using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Moe.Dsl;
using Moe.Fuzz.Drawing;

namespace Moe.Fuzz.Ways;

/// <summary>
/// Runs the emitted text of many cases as one program, compiled by g++ and watched for what C++ leaves undefined. The
/// program is a process of its own, so that a case that ends it, or does not end, is that case's failure alone.
/// </summary>
internal sealed partial class NativeWay : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // Without -frounding-math g++ 12 makes 0f - (float)i into -(float)i, which is -0 for 0. With its pass iftoswitch
    // g++ 13 makes k == 2 && v == 1 ? a : k == 7 ? a : b, where k is v converted to another type, a for 1 and 2.
    private static readonly string[] Flags =
    [
        "-std=c++17", "-O1", "-w", "-ffp-contract=off", "-frounding-math", "-fdisable-tree-iftoswitch",
        "-fno-sanitize-recover",
        "-fsanitize=shift,signed-integer-overflow,integer-divide-by-zero,float-cast-overflow,return",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moe-fuzz");

    /// <summary>The compiler; null where there is none.</summary>
    public static string? Compiler { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "g++")).FirstOrDefault(File.Exists);

    /// <summary>Runs every case that has text, on those inputs that another way did not end with an error.</summary>
    public void Run(IReadOnlyList<CaseResult> cases)
    {
        var runnable = Enumerable.Range(0, cases.Count).Where(i => cases[i].Unit is not null).ToList();
        while (!TryCompile(cases, runnable))
            runnable.RemoveAll(i => cases[i].Error is not null);
        if (runnable.Count == 0)
            return;
        File.WriteAllBytes(DataFile, DataOf(cases, runnable));
        var ends = new Dictionary<int, string>();
        int total = runnable.Count * CaseMemory.Inputs;
        for (int start = 0; start < total;)
        {
            string? end = Execute(ProgramFile, [DataFile, start.ToString(CultureInfo.InvariantCulture)]);
            int reached = (int)ReadReached();
            if (reached >= total)
                break;
            ends.Add(reached, end ?? "ended early");
            start = reached + 1;
        }

        Read(cases, runnable, ends);
    }

    private string ProgramFile => Path.Combine(_folder.FullName, "cases");

    private string DataFile => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>False, and their errors set, where some cases do not compile.</summary>
    private bool TryCompile(IReadOnlyList<CaseResult> cases, List<int> runnable)
    {
        string text = TextOf(cases, runnable);
        string file = ProgramFile + ".cpp";
        File.WriteAllText(file, text);
        if (Execute(Compiler!, [.. Flags, file, "-o", ProgramFile]) is not { } message)
            return true;

        // A line is of the case that was named last.
        var lines = text.Split('\n');
        bool isFound = false;
        foreach (Match error in ErrorLine().Matches(message))
        {
            int line = int.Parse(error.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
            while (line >= 0 && !CaseName().IsMatch(lines[line]))
                line--;
            if (line < 0)
                continue;
            int index = int.Parse(CaseName().Match(lines[line]).Groups[1].Value, CultureInfo.InvariantCulture);
            cases[index].Error ??= $"g++ does not compile the emitted text: {error.Groups[2].Value}";
            isFound = true;
        }

        return isFound ? false : throw new InvalidOperationException($"g++ compiles no case: {message}");
    }

    private static string TextOf(IReadOnlyList<CaseResult> cases, List<int> runnable)
    {
        string here = Path.Combine(AppContext.BaseDirectory, "Ways");
        var text = new StringBuilder()
            .Append(File.ReadAllText(Path.Combine(here, "HostShim.h")))
            .Append(File.ReadAllText(Path.Combine(here, "KernelShim.h")))
            .Append(CudaProgram.Link(runnable.Select(i => cases[i].Unit!)).Source);
        foreach (int i in runnable)
            text.Append(CaseEntry.Cuda(cases[i].Case, BatchAssembly.SpaceOf(i), i));
        var entries = runnable.Select(i => $"{{run_{i}, {(cases[i].Case.Grid is null ? "false" : "true")}}}");
        return text.Append(CultureInfo.InvariantCulture, $$"""
            static const Entry entries[] = { {{string.Join(", ", entries)}} };
            int main(int, char** arguments)
            {
                return RunAll(entries, {{runnable.Count}}, {{CaseMemory.Bytes}}, {{CaseMemory.Inputs}}, arguments);
            }

            """).ToString();
    }

    private static byte[] DataOf(IReadOnlyList<CaseResult> cases, List<int> runnable)
    {
        var data = new byte[16 + runnable.Count * (CaseMemory.Bytes + CaseMemory.Inputs)];
        int skipped = 16 + runnable.Count * CaseMemory.Bytes;
        for (int c = 0; c < runnable.Count; c++)
        {
            var result = cases[runnable[c]];
            result.Input.CopyTo(data, 16 + c * CaseMemory.Bytes);
            var errors = result.Outcomes[result.Baseline].Error;
            for (int i = 0; i < errors.Length; i++)
                data[skipped + c * CaseMemory.Inputs + i] = (byte)(errors[i] is null ? 0 : 1);
        }

        return data;
    }

    private void Read(IReadOnlyList<CaseResult> cases, List<int> runnable, Dictionary<int, string> ends)
    {
        var all = File.ReadAllBytes(DataFile);
        for (int c = 0; c < runnable.Count; c++)
        {
            var result = cases[runnable[c]];
            var errors = new string?[result.Outcomes[result.Baseline].Error.Length];
            for (int i = 0; i < errors.Length; i++)
                errors[i] = ends.GetValueOrDefault(c * CaseMemory.Inputs + i);
            var memory = all.AsSpan(16 + c * CaseMemory.Bytes, CaseMemory.Bytes).ToArray();
            result.Outcomes[Way.Native] = new Outcome(memory, errors);
        }
    }

    private long ReadReached()
    {
        using var file = File.OpenRead(DataFile);
        var reached = new byte[8];
        file.ReadExactly(reached);
        return BinaryPrimitives.ReadInt64LittleEndian(reached);
    }

    /// <summary>Null, or what went wrong.</summary>
    private string? Execute(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            return $"ran longer than {Patience.TotalSeconds} s";
        }

        return process.ExitCode == 0 ? null : $"status {process.ExitCode}: {error.Result.Trim().Replace(_folder.FullName + "/", "", StringComparison.Ordinal)}";
    }

    [GeneratedRegex(@"\.cpp:(\d+):\d+: error: (.*)")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"\bCase(\d+)\b")]
    private static partial Regex CaseName();
}
