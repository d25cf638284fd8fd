using System.CommandLine;
using System.CommandLine.Invocation;
using Moe.Runtime.Compilation;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>The <c>moe</c> tool.</summary>
internal static class Program
{
    private const int PipeWidth = 1000;

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where answers go.</param>
    /// <param name="error">Where a sentence goes if there is no answer.</param>
    /// <returns>
    /// 0, or 1 if there is no answer; of a launch, the status of the first process to fail; of the doctor, 1 where GPU
    /// ranks cannot run.
    /// </returns>
    internal static int Run(string[] args, IAnsiConsole console, TextWriter error)
    {
        var root = new RootCommand("Looks into what Moe makes of C#, launches it, shows what it did, and examines the machine.")
        {
            new InspectCommand(console),
            new LaunchCommand(console, error),
            new DoctorCommand(console),
            new ReportCommand(console),
        };
        var parsed = root.Parse(args);
        try
        {
            if (parsed.Action is ParseErrorAction && args.Length > 0)
                throw new InspectException(parsed.Errors[0].Message);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = console.Profile.Out.Writer,
                Error = error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception e) when (e is InspectException or LaunchException or ReportException
            or LibraryNotFoundException or CompilationException or NotSupportedException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int Main(string[] args)
    {
        // What reads a pipe wants lines whole.
        if (Console.IsOutputRedirected)
            AnsiConsole.Console.Profile.Width = PipeWidth;
        return Run(args, AnsiConsole.Console, Console.Error);
    }
}
