using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Moe.Cli;

/// <summary>Splits a line of CUDA C++ into pieces of one colour. A comment over several lines is not known to it: the
/// generator and the prelude write none.</summary>
internal static partial class CudaTokenizer
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "alignas", "asm", "auto", "break", "case", "class", "const", "constexpr", "continue", "default", "do", "else",
        "enum", "extern", "false", "for", "goto", "if", "inline", "namespace", "nullptr", "operator", "private", "public",
        "return", "sizeof", "static", "struct", "switch", "template", "this", "true", "typedef", "typename", "union",
        "using", "volatile", "while", "__device__", "__forceinline__", "__global__", "__launch_bounds__", "__restrict__",
        "__shared__",
    ]);

    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(
        ["bool", "char", "double", "float", "int", "long", "short", "signed", "unsigned", "void"]);

    /// <summary>The pieces of a line, in order; together they are the line.</summary>
    public static IEnumerable<(string Text, CudaToken Token)> Split(string line)
    {
        int end = 0;
        foreach (Match match in Pieces().Matches(line))
        {
            if (match.Index > end)
                yield return (line[end..match.Index], CudaToken.Plain);
            yield return (match.Value, Classify(match));
            end = match.Index + match.Length;
        }

        if (end < line.Length)
            yield return (line[end..], CudaToken.Plain);
    }

    private static CudaToken Classify(Match match)
        => match.Groups["comment"].Success ? CudaToken.Comment
            : match.Groups["directive"].Success ? CudaToken.Directive
            : match.Groups["text"].Success ? CudaToken.Text
            : match.Groups["number"].Success ? CudaToken.Number
            : Keywords.Contains(match.Value) ? CudaToken.Keyword
            : Types.Contains(match.Value) ? CudaToken.Type
            : CudaToken.Plain;

    [GeneratedRegex(
        """
        (?<comment>//.*|/\*.*?\*/)
        |(?<directive>^\s*\#\s*\w+)
        |(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+')
        |(?<number>\b(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?)\w*)
        |(?<word>\b[A-Za-z_]\w*)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
