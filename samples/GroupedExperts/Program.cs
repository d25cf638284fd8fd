using Moe.Runtime;
using Samples;
using Spectre.Console;

namespace GroupedExperts;

/// <summary>The sample: experts as one grouped matrix product.</summary>
internal static class Program
{
    /// <summary>Runs the sample.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where the report goes.</param>
    /// <param name="error">Where a sentence goes if there is no report.</param>
    /// <returns>0 where everything was verified, 1 where something is wrong, 2 where the command line asks the impossible.</returns>
    internal static int Run(string[] args, IAnsiConsole console, TextWriter error)
        => CommandLine.Run(new GroupedCommand(settings => Run(settings, console)), args, console, error);

    private static int Main(string[] args) => Run(args, AnsiConsole.Console, Console.Error);

    private static int Run(Settings settings, IAnsiConsole console)
    {
        settings.ThrowIfUnfit();
        var batches = Array.ConvertAll([.. Enumerable.Range(0, settings.Ranks)], rank => Batch.Of(rank, settings));
        using var group = Devices.Connect(settings.Ranks);
        var results = group.Run(rank => Layer.Run(rank, settings, batches[rank.Index]));

        console.WriteLine(
            $"{settings.Ranks * settings.Tokens} tokens, {settings.TopK} experts each, on {Devices.Describe(settings.Ranks)}");
        GroupTable.Write(console, results);
        bool verified = Verify(settings, batches, results);
        console.MarkupLine(verified ? "[green]verified[/]" : "[red]not verified[/]");
        return verified ? 0 : 1;
    }

    private static bool Verify(Settings settings, Batch[] batches, RankResult[] results)
    {
        var experts = Array.ConvertAll(
            [.. Enumerable.Range(0, settings.Experts)], expert => ExpertWeights.Of(expert, settings));
        return batches.Zip(results).All(
            pair => PlainLayer.Of(pair.First, experts, settings).SequenceEqual(pair.Second.Combined));
    }
}
