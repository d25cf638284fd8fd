using Moe.Report;
using Moe.Runtime;
using Samples;
using Spectre.Console;

namespace ExpertPlacement;

/// <summary>The sample: the same tokens under two placements of the same experts.</summary>
internal static class Program
{
    /// <summary>Runs the sample.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where the report goes.</param>
    /// <param name="error">Where a sentence goes if there is no report.</param>
    /// <returns>0 where everything was verified, 1 where something is wrong, 2 where the command line asks the impossible.</returns>
    internal static int Run(string[] args, IAnsiConsole console, TextWriter error)
        => CommandLine.Run(new PlacementCommand(settings => Run(settings, console)), args, console, error);

    private static int Main(string[] args) => Run(args, AnsiConsole.Console, Console.Error);

    private static int Run(Settings settings, IAnsiConsole console)
    {
        settings.ThrowIfUnfit();
        var choices = Array.ConvertAll([.. Enumerable.Range(0, settings.Ranks)], rank => Gate.Of(rank, settings));
        using var group = Devices.Connect(settings.Ranks);

        console.WriteLine($"{settings.Ranks * settings.Tokens} tokens, on {Devices.Describe(settings.Ranks)}");
        var before = Try("Before: consecutive experts share a rank", Balancer.Consecutive(settings));
        var after = Try(
            $"After: {settings.Replicas} more replicas, and all of them spread",
            Balancer.Balanced(LoadOf(choices, settings), settings));
        new Comparison(settings, before, after).WriteTo(console);
        bool verified = before.Verified && after.Verified;
        console.MarkupLine(verified ? "[green]verified[/]" : "[red]not verified[/]");
        return verified ? 0 : 1;

        Outcome Try(string title, Placement placement)
        {
            console.Write(new Rule(title) { Justification = Justify.Left });
            return Outcome.Of(group, settings, placement, choices, console);
        }
    }

    // How often each expert is asked: what a deployment would have counted over the last minutes.
    private static int[] LoadOf(GateChoices[] choices, Settings settings)
    {
        var load = new int[settings.Experts];
        foreach (int expert in choices.SelectMany(of => of.Experts))
            load[expert]++;
        return load;
    }
}
