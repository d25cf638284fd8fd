using Moe.Runtime;

namespace Moe.Report;

/// <summary>How long a stage took.</summary>
/// <param name="Step">The call it belongs to.</param>
/// <param name="Stage">Its name.</param>
/// <param name="Seconds">[R] the median of a rank's calls; null where none was timed.</param>
internal sealed record StageSummary(string Step, string Stage, double?[] Seconds)
{
    /// <summary>The stages, in the order in which they run.</summary>
    /// <param name="records">[R], null where a rank is missing.</param>
    public static IReadOnlyList<StageSummary> Of(ExchangeRecord?[] records)
    {
        var names = records.OfType<ExchangeRecord>().SelectMany(record => record.Steps)
            .SelectMany(step => step.Stages.Select(stage => (step.Step, stage.Stage)))
            .Distinct()
            .OrderBy(name => StepSummary.OrderOf(name.Step));
        return [.. names.Select(name => new StageSummary(
            name.Step, name.Stage, Array.ConvertAll(records, record => MedianOf(record, name.Step, name.Stage))))];
    }

    private static double? MedianOf(ExchangeRecord? record, string step, string stage)
        => Median.Of((record?.Steps ?? [])
            .Where(one => one.Step == step)
            .SelectMany(one => one.Stages.Where(part => part.Stage == stage).Select(part => part.Seconds)));
}
