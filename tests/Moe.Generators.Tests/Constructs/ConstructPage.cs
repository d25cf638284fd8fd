using System.Runtime.CompilerServices;
using System.Text;

namespace Moe.Generators.Tests.Constructs;

/// <summary>docs/constructs.md: the list as a page.</summary>
internal static class ConstructPage
{
    private const string Head = """
        # C# constructs

        The constructs of C#, and what becomes of each in a kernel or in device code: it is translated, or it is an
        error of the id that is given here, where it stands. There is no third: a test translates each of these, and
        NVRTC compiles the CUDA. [The language](language.md) shows how that looks, and
        [the diagnostics](diagnostics/README.md) say what to write instead.

        This page is written from `tests/Moe.Generators.Tests/Constructs`, which the test reads too. `Pair`, `Point`,
        `Line`, `Mode`, `Sides` and `Functions` are declared in `Given.cs.txt` there; `s`, `x`, `rows` and `pairs` are a
        kernel's spans and rows, the other short names its numbers. Operators `+=` and `++` of C# 14 are missing: the
        compiler that the tests stand on does not know them yet.

        """;

    public static string File { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../docs/constructs.md"));

    /// <summary>What the page has to say.</summary>
    public static string Text()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var chapter in ConstructList.Chapters)
        {
            page.Append($"\n## {chapter.Title}\n");
            foreach (var section in chapter.Constructs.GroupBy(c => c.Section))
            {
                page.Append($"\n### {section.Key}\n\n| | | |\n|---|---|---|\n");
                foreach (var construct in section)
                    page.Append($"| {Cell(construct.Name)} | {OutcomeOf(construct)} | {Code(construct)} |\n");
            }
        }

        return page.ToString();
    }

    private static string OutcomeOf(Construct construct)
        => construct.IsTranslated || construct.IsCSharps
            ? construct.Outcome
            : $"[{construct.Outcome}](diagnostics/{construct.Outcome}.md)";

    // A cell is one line, and a bar in it is escaped, in code too.
    private static string Code(Construct construct)
    {
        string line = string.Join(' ', construct.Code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
        string fence = line.Contains('`', StringComparison.Ordinal) ? "``" : "`";
        return fence + line.Replace("|", "\\|", StringComparison.Ordinal) + fence;
    }

    private static string Cell(string text)
        => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
