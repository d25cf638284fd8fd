namespace Moe.Generators.Cuda.Syntax;

/// <summary>
/// Breaks a line that is too long: where its nesting is shallowest, and there at the operator that binds loosest. A part
/// that is still too long is broken again, one level deeper.
/// </summary>
internal static class LineBreaker
{
    public const int Width = 120;

    private const int Separator = 0;
    private const int Ternary = 1;
    private const int Assignment = 12;

    // Loosest first, from Ternary on. An assignment comes last: what is assigned is broken rather than torn off.
    private static readonly string[][] Operators =
    [
        ["?", ":"], ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", "<=", ">", ">="], ["<<", ">>"], ["+", "-"],
        ["*", "/", "%"], ["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="],
    ];

    /// <summary>A position that a part may begin at.</summary>
    private readonly record struct Gap(int At, int Depth, int Looseness);

    /// <summary>The line's parts; those behind the first carry a deeper indentation.</summary>
    public static IEnumerable<string> Break(string line)
        => Break(line, line.Length - line.TrimStart().Length + 4);

    private static IEnumerable<string> Break(string line, int indentation)
    {
        var gaps = line.Length > Width ? BestGaps(line, indentation) : [];
        if (gaps.Count == 0)
            return [line];
        var parts = Parts(line, gaps, new string(' ', indentation));
        return parts.SelectMany((part, i) => Break(part, i == 0 ? indentation + 4 : Margin(part) + 4));
    }

    private static int Margin(string part) => part.Length - part.TrimStart().Length;

    // A ternary is broken at each of its halves; of anything else, as much stands on a line as fits.
    private static List<string> Parts(string line, List<Gap> gaps, string margin)
    {
        var parts = new List<string>();
        int start = 0;
        for (int i = 0; i < gaps.Count; i++)
        {
            int next = i + 1 < gaps.Count ? gaps[i + 1].At : line.Length;
            if (gaps[i].Looseness != Ternary && Part(start, next).Length <= Width)
                continue;
            parts.Add(Part(start, gaps[i].At));
            start = gaps[i].At;
        }

        parts.Add(Part(start, line.Length));
        return parts;

        string Part(int from, int to)
            => from == 0 ? line.Substring(0, to).TrimEnd() : margin + line.Substring(from, to - from).Trim();
    }

    private static List<Gap> BestGaps(string line, int indentation)
    {
        // Tearing off what is assigned helps only where it then fits.
        var gaps = Gaps(line)
            .Where(gap => line.Substring(0, gap.At).Trim().Length > 0)
            .Where(gap => gap.Looseness != Assignment || indentation + line.Length - gap.At <= Width)
            .ToList();
        if (gaps.Count == 0)
            return gaps;
        int depth = gaps.Min(gap => gap.Depth);
        int looseness = gaps.Where(gap => gap.Depth == depth).Min(gap => gap.Looseness);
        return gaps.FindAll(gap => gap.Depth == depth && gap.Looseness == looseness);
    }

    /// <summary>The gaps behind separators and assignments, and before other operators.</summary>
    private static IEnumerable<Gap> Gaps(string line)
    {
        int depth = 0;
        int templates = 0;
        for (int i = 1; i < line.Length - 1; i++)
        {
            char before = line[i - 1];
            switch (line[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '<' when before != ' ' && before != '<':
                    templates++;
                    break;
                case '>' when templates > 0 && before is not (' ' or '-'):
                    templates--;
                    break;
                case ' ' when before is ',' or ';':
                    yield return new Gap(i + 1, depth + templates, Separator);
                    break;
                case ' ' when OperatorAt(line, i + 1) is { } found:
                    int at = found.Looseness == Assignment ? i + found.Length + 2 : i + 1;
                    yield return new Gap(at, depth + templates, found.Looseness);
                    break;
            }
        }
    }

    private static (int Looseness, int Length)? OperatorAt(string line, int start)
    {
        int end = line.IndexOf(' ', start);
        string word = end < 0 ? "" : line.Substring(start, end - start);
        int row = Array.FindIndex(Operators, operators => operators.Contains(word));
        return row < 0 ? null : (Ternary + row, word.Length);
    }
}
