using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Moe.Fuzz;

/// <summary>The fuzzer's command line.</summary>
internal static class Program
{
    private const int PipeWidth = 1000;

    private static int Main(string[] args)
    {
        var console = AnsiConsole.Console;

        // What reads a pipe wants lines whole.
        if (Console.IsOutputRedirected)
            console.Profile.Width = PipeWidth;
        return new FuzzCommand(console).Parse(args)
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
