using Moe.Runtime;

namespace Moe.Report;

/// <summary>What became of choices, a plan.</summary>
/// <param name="Made">How many the gate made.</param>
/// <param name="Masked">How many of them it masked.</param>
/// <param name="Dropped">How many of them the routing dropped.</param>
internal sealed record ChoiceSummary(double Made, double Masked, double Dropped)
{
    /// <summary>Of one rank's tokens; null for a rank without plans.</summary>
    public static ChoiceSummary? Of(ExchangeRecord? record)
        => record is { Plans.Count: > 0 }
            ? new ChoiceSummary(
                record.Plans.Average(plan => (double)plan.Tokens * record.TopK),
                record.Plans.Average(plan => plan.ChoicesMasked),
                record.Plans.Average(plan => plan.ChoicesDropped))
            : null;
}
