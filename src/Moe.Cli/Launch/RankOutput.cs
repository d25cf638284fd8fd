using System.Globalization;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>
/// Writes what ranks write, line by line, each under its rank's number: coloured on a terminal, plain elsewhere.
/// </summary>
internal sealed class RankOutput(IAnsiConsole console, TextWriter error)
{
    private static readonly Color[] Colors =
        [Color.Aqua, Color.Yellow, Color.Lime, Color.Fuchsia, Color.Blue, Color.Red, Color.Teal, Color.Olive];

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _error = Beside(console, error);

    /// <summary>A line of a rank's standard output.</summary>
    public void WriteLine(int rank, string line) => Write(console, rank, line);

    /// <summary>A line of a rank's standard error.</summary>
    public void WriteErrorLine(int rank, string line) => Write(_error, rank, line);

    // Both go to one terminal, or the errors to a file of their own.
    private static IAnsiConsole Beside(IAnsiConsole console, TextWriter error)
        => AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = console.Profile.Capabilities.Ansi && !Console.IsErrorRedirected ? AnsiSupport.Yes : AnsiSupport.No,
            Out = new AnsiConsoleOutput(error),
        });

    private void Write(IAnsiConsole to, int rank, string line)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $"[{rank}]");
        lock (_gate)
        {
            to.Write(new Text(prefix, new Style(Colors[rank % Colors.Length])));

            // As it is: it may be wider than the console, and have colours of its own.
            to.Profile.Out.Writer.WriteLine($" {line}");
            to.Profile.Out.Writer.Flush();
        }
    }
}
