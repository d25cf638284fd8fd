namespace Moe.Runtime;

/// <summary>What one rank knew of one plan.</summary>
internal sealed record PlanRecord
{
    /// <summary>Which of the exchange's plans, from 1.</summary>
    public required int Plan { get; init; }

    /// <summary>T.</summary>
    public required int Tokens { get; init; }

    /// <summary>The choices of the rank's tokens that the gate masked.</summary>
    public required int ChoicesMasked { get; init; }

    /// <summary>The choices of the rank's tokens that the routing dropped.</summary>
    public required int ChoicesDropped { get; init; }

    /// <summary>[R] tokens sent to each rank, this one included.</summary>
    public required IReadOnlyList<int> TokensToRank { get; init; }

    /// <summary>[L] choices of all ranks for each expert on this one.</summary>
    public required IReadOnlyList<int> ChoicesPerExpert { get; init; }
}
