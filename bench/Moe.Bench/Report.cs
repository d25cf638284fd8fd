using System.Globalization;
using Spectre.Console;

namespace Moe.Bench;

/// <summary>Shows results to people, as they come.</summary>
/// <param name="console">Where tables go; null on the ranks that show nothing.</param>
/// <param name="progress">Where it says what is being measured.</param>
/// <param name="file">Where all results so far are kept, as JSON; null: nowhere.</param>
internal sealed class Report(IAnsiConsole? console, TextWriter progress, string? file)
{
    /// <summary>Says what the numbers are of.</summary>
    public void Heading(string text) => console?.MarkupLineInterpolated($"[bold]{text}[/]");

    /// <summary>Says what comes next.</summary>
    public void Progress(string text)
    {
        if (console is not null)
            progress.WriteLine(text);
    }

    /// <summary>A table of results.</summary>
    public void Table(string title, IEnumerable<Result> results)
    {
        if (console is null)
            return;
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        var table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var heading in new[]
        {
            "us", "host us", "heap bytes", "allocations", "wire MB", "wire GB/s", "logical MB", "logical GB/s",
            "memory MB", "memory GB/s", "of copy", "x raw",
        })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                Cell(result.ShortName), Cell(result.Microseconds, "F1"), Cell(result.HostMicroseconds, "F1"),
                Cell(result.HeapBytes, "0.#"), Cell(result.DeviceAllocations, "0.##"),
                Cell(result.WireBytes / 1e6, "F2"), Cell(result.WireRate, "F0"), Cell(result.LogicalBytes / 1e6, "F2"),
                Cell(result.LogicalRate, "F0"), Cell(result.MemoryBytes / 1e6, "F2"), Cell(result.MemoryRate, "F0"),
                Cell(result.OfCopy, "P0"), Cell(result.OfRaw, "F2"));
        }

        console.Write(table);
    }

    /// <summary>Keeps all results so far, so that a run which is cut short has not been for nothing.</summary>
    public void Save(IReadOnlyList<Result> results)
    {
        if (console is not null && file is not null)
            ResultFile.Write(file, results);
    }

    private static Text Cell(string text) => new(text);

    private static Text Cell(double? value, string format)
        => new(value?.ToString(format, CultureInfo.InvariantCulture) ?? "");
}
