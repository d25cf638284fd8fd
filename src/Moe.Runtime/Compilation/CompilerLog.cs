using System.Globalization;
using System.Text.RegularExpressions;
using Moe.Dsl;

namespace Moe.Runtime.Compilation;

/// <summary>Reads the errors out of a compiler's log.</summary>
internal static partial class CompilerLog
{
    /// <summary>The errors, in the order of the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="fileName">The name that the log gives the program.</param>
    /// <param name="program">The program.</param>
    public static IReadOnlyList<CompilationError> Errors(string log, string fileName, CudaProgram program)
        => [.. ErrorLine().Matches(log).Select(match => Read(match, fileName, program))];

    private static CompilationError Read(Match match, string fileName, CudaProgram program)
    {
        var message = match.Groups["message"].Value;

        if (!match.Groups["file"].Success)
            return new CompilationError(null, message, null);
        int line = int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["file"].Value == fileName)
            return new CompilationError(line, message, program.PlaceOf(line));

        // Line directives name C# files. Errors of name expressions are at lines of a text of NVRTC's own.
        var place = program.PlaceOf(match.Groups["file"].Value, line);
        return new CompilationError(place?.CudaLine, message, place);
    }

    // "Scale.cu(3): error: ...", "Scale.cu(3): catastrophic error: ...", "nvrtc: error: ...", "ptxas error   : ..."
    [GeneratedRegex(
        @"^(?:(?<file>.+)\((?<line>\d+)\): |nvrtc: |ptxas )(?:\w+ )?error(?: #[\w-]+)? *: (?<message>.*?)\r?$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
