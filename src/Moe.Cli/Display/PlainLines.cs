using Spectre.Console;

namespace Moe.Cli;

/// <summary>Writes text past Spectre, which breaks lines at the width of the console.</summary>
internal static class PlainLines
{
    /// <summary>Writes lines as they are.</summary>
    public static void WriteLines(this IAnsiConsole console, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            console.Profile.Out.Writer.WriteLine(line);
    }
}
