using Moe.Report;
using Moe.Runtime;
using Spectre.Console;

namespace ExpertPlacement;

/// <summary>What a placement came to.</summary>
/// <param name="Results">[R] what each rank has to show.</param>
/// <param name="Plain">The same without an exchange.</param>
internal sealed record Outcome(RankResult[] Results, PlainLayer Plain)
{
    /// <summary>Whether the ranks have computed what plain loops compute.</summary>
    public bool Verified => Plain.Agrees(Results);

    /// <summary>Runs the layer under a placement, and shows what Moe.Report makes of it.</summary>
    public static Outcome Of(
        RankGroup group, Settings settings, Placement placement, GateChoices[] choices, IAnsiConsole console)
    {
        var x = Array.ConvertAll([.. Enumerable.Range(0, settings.Ranks)], rank => Tokens.Of(rank, settings));
        using var trace = ExchangeTrace.Record();
        var results = group.Run(rank => Layer.Run(rank, settings, placement, choices[rank.Index], x[rank.Index]));
        ExchangeReport.Of(trace).WriteTo(console);
        return new Outcome(results, PlainLayer.Of(settings, placement, choices, x));
    }
}
