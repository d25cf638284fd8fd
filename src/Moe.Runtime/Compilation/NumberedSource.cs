using System.Globalization;
using System.Text;

namespace Moe.Runtime.Compilation;

/// <summary>Shows the neighbourhood of some lines of a text, numbered.</summary>
internal static class NumberedSource
{
    private const int LinesAround = 3;

    /// <summary>The lines, marked, each with the three before and after it; a gap is an ellipsis.</summary>
    /// <param name="source">The text.</param>
    /// <param name="marked">Lines of it, from 1.</param>
    public static string Around(string source, IReadOnlyCollection<int> marked)
    {
        var lines = source.Split('\n');
        var text = new StringBuilder();
        int last = 0;
        foreach (int line in marked.Order())
        {
            int first = Math.Max(line - LinesAround, last + 1);
            if (last > 0 && first > last + 1)
                text.Append("      ...\n");
            for (last = first; last <= line + LinesAround && last <= lines.Length; last++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(marked.Contains(last) ? '>' : ' ')} {last,6} | ")
                    .Append(lines[last - 1]).Append('\n');
            }

            last--;
        }

        return text.ToString();
    }
}
