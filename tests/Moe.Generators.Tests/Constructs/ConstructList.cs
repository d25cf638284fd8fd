using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Moe.Generators.Tests.Constructs;

/// <summary>A chapter of the list: a file of this folder.</summary>
internal sealed record Chapter(string Title, IReadOnlyList<Construct> Constructs);

/// <summary>The list, as this folder's text files have it; README.md there says how they are written.</summary>
internal static partial class ConstructList
{
    /// <summary>What rows use without declaring it.</summary>
    public static string Given { get; } = File.ReadAllText(Path.Combine(Folder(), "Given.cs.txt"));

    /// <summary>The chapters, in the order of the files' names.</summary>
    public static IReadOnlyList<Chapter> Chapters { get; } =
        [.. Directory.GetFiles(Folder(), "??-*.txt").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Construct> All { get; } = [.. Chapters.SelectMany(c => c.Constructs)];

    private static Chapter Read(string file)
    {
        string stem = Path.GetFileNameWithoutExtension(file)[3..];
        string[] lines = File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n');
        Assert.StartsWith("# ", lines[0], $"{file} begins with its chapter's title.");
        var constructs = new List<Construct>();
        string section = lines[0][2..];
        var place = ConstructPlace.Body;
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                section = lines[i][3..];
                place = ConstructPlace.Body;
            }
            else if (Where().Match(lines[i]) is { Success: true } where)
            {
                place = Enum.Parse<ConstructPlace>(where.Groups[1].Value, ignoreCase: true);
            }
            else
            {
                var head = Head().Match(lines[i]);
                Assert.IsTrue(head.Success, $"{file}, line {i + 1}: neither a heading, a place nor the head of a row.");
                string[] code = [.. lines.Skip(i + 1).TakeWhile(l => l.Length == 0 || l[0] == ' ')];
                i += code.Length;
                constructs.Add(new Construct(
                    $"{stem}{constructs.Count + 1}",
                    section,
                    head.Groups["name"].Value,
                    head.Groups["outcome"].Value,
                    place,
                    string.Join('\n', code.Select(l => l.Length == 0 ? l : l[4..])).TrimEnd()));
            }
        }

        return new Chapter(lines[0][2..], constructs);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^in a (\w+):$")]
    private static partial Regex Where();

    [GeneratedRegex(@"^(?<name>\S.*): (?<outcome>translated|(MOE|CS)\d{4})$")]
    private static partial Regex Head();
}
