using Spectre.Console;

namespace Moe.Tests.Samples;

/// <summary>Runs a sample in this process.</summary>
internal static class SampleRun
{
    /// <summary>Runs it on a command line.</summary>
    /// <param name="program">The sample's entry: the command line, where its report goes, where its errors go.</param>
    /// <param name="args">The command line, words between spaces.</param>
    public static (int ExitCode, string Output, string Error) Of(
        Func<string[], IAnsiConsole, TextWriter, int> program, string args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        int exitCode = program(args.Split(' ', StringSplitOptions.RemoveEmptyEntries), console, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
