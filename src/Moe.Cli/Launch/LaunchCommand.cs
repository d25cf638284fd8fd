using System.CommandLine;
using Spectre.Console;

namespace Moe.Cli;

/// <summary>
/// <c>moe launch</c>: one program as many processes of this machine, which <c>RankGroup.Join</c> joins.
/// </summary>
internal sealed class LaunchCommand : Command
{
    private readonly Option<int> _ranks = new("--ranks")
    {
        Description = "How many processes, each of which is a rank.",
        HelpName = "N",
        Required = true,
    };

    private readonly Argument<string[]> _program = new("PROGRAM")
    {
        Description = "The program and its arguments, after --.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Declares it.</summary>
    /// <param name="console">Where the ranks' output goes.</param>
    /// <param name="error">Where the ranks' errors go.</param>
    public LaunchCommand(IAnsiConsole console, TextWriter error)
        : base("launch", "Starts a program once for each rank on this machine; ends all when one fails.")
    {
        _ranks.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int ranks) && ranks < 1)
                result.AddError("--ranks is 1 or more.");
        });
        Options.Add(_ranks);
        Arguments.Add(_program);
        SetAction(parsed =>
        {
            var program = parsed.GetRequiredValue(_program);
            using var ranks = new RankProcesses(new RankOutput(console, error));
            return ranks.Run(program[0], program[1..], parsed.GetRequiredValue(_ranks));
        });
    }
}
