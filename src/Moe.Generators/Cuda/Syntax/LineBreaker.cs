namespace Moe.Generators.Cuda.Syntax;

/// <summary>Breaks a line that is too long where its nesting is shallowest.</summary>
internal static class LineBreaker
{
    public const int Width = 120;

    private static readonly string[] Operators = [" && ", " || ", " + ", " - ", " * ", " ? ", " : ", " = "];

    /// <summary>The line's parts; those behind the first carry a deeper indentation.</summary>
    public static IEnumerable<string> Break(string line)
    {
        int indentation = line.Length - line.TrimStart().Length;
        string rest = line;
        while (rest.Length > Width && FindBreak(rest, indentation + 4) is int at and > 0)
        {
            yield return rest.Substring(0, at).TrimEnd();
            rest = new string(' ', indentation + 4) + rest.Substring(at).TrimStart();
        }

        yield return rest;
    }

    private static int FindBreak(string line, int start)
    {
        int best = 0;
        int bestDepth = int.MaxValue;
        int depth = 0;
        for (int i = 0; i < line.Length && i <= Width; i++)
        {
            depth += line[i] is '(' or '[' or '{' ? 1 : line[i] is ')' or ']' or '}' ? -1 : 0;
            int at = BreakAt(line, i);
            if (at > start && at <= Width && depth <= bestDepth)
                (best, bestDepth) = (at, depth);
        }

        return best;
    }

    // Behind a comma, before an operator.
    private static int BreakAt(string line, int i)
    {
        if (i > 0 && line[i] == ' ' && line[i - 1] == ',')
            return i + 1;
        foreach (string text in Operators)
        {
            if (string.CompareOrdinal(line, i, text, 0, text.Length) == 0)
                return text == " = " ? i + text.Length : i + 1;
        }

        return 0;
    }
}
