using System.Globalization;
using System.Text.RegularExpressions;

namespace Moe.Runtime.Compilation;

/// <summary>Reads what PTX's assembler says of itself, asked by <c>--ptxas-options=-v</c>.</summary>
internal static partial class PtxasLog
{
    /// <summary>A kernel's spills. A cubin has no record of them, so that the log is where they are found.</summary>
    /// <param name="log">A log.</param>
    /// <param name="loweredName">The kernel's name in machine code.</param>
    /// <exception cref="InvalidDataException">The log does not say.</exception>
    public static KernelSpills Spills(string log, string loweredName)
    {
        foreach (Match match in FunctionProperties().Matches(log))
        {
            if (match.Groups["name"].Value == loweredName)
                return new KernelSpills(Number(match, "stores"), Number(match, "loads"));
        }

        throw new InvalidDataException($"The assembler did not say how much {loweredName} spills:\n{log}");
    }

    private static int Number(Match match, string group)
        => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // ptxas info    : Function properties for _Z5ScalePf
    // ptxas         .     0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
    [GeneratedRegex(
        @"Function properties for (?<name>\S+)\s.*?(?<stores>\d+) bytes spill stores, (?<loads>\d+) bytes spill loads",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionProperties();
}
