using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Samples;

/// <summary>Runs a sample's command.</summary>
internal static class CommandLine
{
    /// <summary>Runs it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where help goes.</param>
    /// <param name="error">Where a sentence goes if what is asked for cannot be done.</param>
    /// <returns>What the command returns, or 2 where the command line asks the impossible.</returns>
    public static int Run(RootCommand command, string[] args, IAnsiConsole console, TextWriter error)
    {
        var parsed = command.Parse(args);
        try
        {
            if (parsed.Action is ParseErrorAction)
                throw new UsageException(parsed.Errors[0].Message);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = console.Profile.Out.Writer,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (UsageException e)
        {
            error.WriteLine(e.Message);
            return 2;
        }
    }
}
