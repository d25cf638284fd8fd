using Moe.Runtime;
using Samples;
using Spectre.Console;

namespace QuickStart;

/// <summary>The sample: a mixture-of-experts layer over the words of a text, on several ranks.</summary>
internal static class Program
{
    /// <summary>Runs the sample.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where the report goes.</param>
    /// <param name="error">Where a sentence goes if there is no report.</param>
    /// <returns>0 where every value was verified, 1 where one is wrong, 2 where the command line asks the impossible.</returns>
    internal static int Run(string[] args, IAnsiConsole console, TextWriter error)
        => CommandLine.Run(
            new QuickStartCommand((settings, file, trace) => Run(settings, file, trace, console)), args, console, error);

    private static int Main(string[] args) => Run(args, AnsiConsole.Console, Console.Error);

    private static int Run(Settings settings, string file, string? traceFile, IAnsiConsole console)
    {
        settings.ThrowIfUnfit();
        var corpus = Corpus.Read(file);
        using var trace = traceFile is null ? null : ExchangeTrace.Record(traceFile);
        using var group = Devices.Connect(settings.Ranks);
        var results = group.Run(rank => MoeLayer.Run(rank, settings, settings.WordsOf(rank.Index, corpus)));

        var combined = results.SelectMany(result => result.Combined).ToArray();
        var verdict = DenseReference.Of(corpus, settings).Check(corpus.Words, combined);
        new Report(console, settings).Write(Path.GetFileName(file), corpus, results, verdict);
        return verdict.Verified ? 0 : 1;
    }
}
