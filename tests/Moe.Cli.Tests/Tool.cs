using Inspected;
using Spectre.Console;

namespace Moe.Cli.Tests;

/// <summary>Runs the tool in this process.</summary>
internal static class Tool
{
    /// <summary>The assembly of these tests, which has declarations of its own.</summary>
    public static string Target { get; } = typeof(ParityRouting).Assembly.Location;

    /// <summary>Runs it as in a pipe.</summary>
    public static ToolResult Run(params string[] args) => Run(AnsiSupport.No, args);

    /// <summary>Runs it as on a terminal with colours.</summary>
    public static ToolResult RunInColour(params string[] args) => Run(AnsiSupport.Yes, args);

    /// <summary>Has something shown as in a pipe.</summary>
    public static ToolResult Show(Func<IAnsiConsole, int> show) => Run(AnsiSupport.No, (console, _) => show(console));

    private static ToolResult Run(AnsiSupport ansi, string[] args)
        => Run(ansi, (console, error) => Program.Run(args, console, error));

    private static ToolResult Run(AnsiSupport ansi, Func<IAnsiConsole, TextWriter, int> run)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = ansi == AnsiSupport.Yes ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        int exitCode = run(console, error);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }
}
