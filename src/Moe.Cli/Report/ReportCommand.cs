using System.CommandLine;
using Moe.Report;
using Spectre.Console;

namespace Moe.Cli;

/// <summary><c>moe report</c>: pictures of a saved trace, here or as a page.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string[]> _traces = new("TRACE")
    {
        Description = "A trace that ExchangeTrace has saved; or those of all processes of one run.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Saves a page for browsers, instead of showing the pictures here.",
        HelpName = "report.html",
    };

    /// <summary>Declares it.</summary>
    /// <param name="console">Where the answer goes.</param>
    public ReportCommand(IAnsiConsole console)
        : base("report", "Shows what an exchange did: traffic between ranks, load of each expert, time of each stage.")
    {
        Arguments.Add(_traces);
        Options.Add(_output);
        SetAction(parsed => Run(console, parsed.GetRequiredValue(_traces), parsed.GetValue(_output)));
    }

    private static void Run(IAnsiConsole console, string[] traces, string? output)
    {
        try
        {
            var report = Wait.For(console, "Reading the trace", () => ExchangeReport.Read(traces));
            if (output is null)
            {
                report.WriteTo(console);
                return;
            }

            report.SaveHtml(output);
            console.WriteLines([$"Saved {output}."]);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ReportException(e.Message);
        }
    }
}
