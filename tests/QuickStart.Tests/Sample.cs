using Spectre.Console;

namespace QuickStart.Tests;

/// <summary>Runs the sample in this process.</summary>
internal static class Sample
{
    /// <summary>Runs it on a command line.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        int exitCode = Program.Run(args, console, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
