using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Moe.Bench;

/// <summary>The benchmark: an exchange, its stages, and what they stand on, timed side by side.</summary>
internal static class Program
{
    private const int PipeWidth = 1000;

    private static int Main(string[] args)
    {
        var console = AnsiConsole.Console;

        // What reads a pipe wants lines whole.
        if (Console.IsOutputRedirected)
            console.Profile.Width = PipeWidth;
        var parsed = new BenchCommand((settings, file) => Run(settings, file, console)).Parse(args);
        try
        {
            if (parsed.Action is ParseErrorAction)
                throw new UsageException(parsed.Errors[0].Message);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static int Run(Settings settings, string? file, IAnsiConsole console)
    {
        using var group = settings.CreateGroup();
        var cases = settings.Cases(group.Size);
        group.Run(rank =>
        {
            var report = new Report(rank.Index == 0 ? console : null, Console.Error, file);
            using var bench = new Bench(rank, settings, report);
            bench.Run(cases);
        });
        return 0;
    }
}
