namespace Moe.Runtime;

/// <summary>What one rank did in one exchange.</summary>
internal sealed record ExchangeRecord
{
    /// <summary>Which exchange, from 1; the same number on all ranks.</summary>
    public required int Exchange { get; init; }

    /// <summary>The rank.</summary>
    public required int Rank { get; init; }

    /// <summary>R.</summary>
    public required int Ranks { get; init; }

    /// <summary>The rank's device.</summary>
    public required string Device { get; init; }

    /// <summary>The routing's name.</summary>
    public required string Routing { get; init; }

    /// <summary>The element type's name.</summary>
    public required string Element { get; init; }

    /// <summary>Its size.</summary>
    public required int ElementBytes { get; init; }

    /// <summary>E.</summary>
    public required int Experts { get; init; }

    /// <summary>K.</summary>
    public required int TopK { get; init; }

    /// <summary>H.</summary>
    public required int Hidden { get; init; }

    /// <summary>ByRank or ByExpert.</summary>
    public required string Layout { get; init; }

    /// <summary>[R] the experts on each rank.</summary>
    public required IReadOnlyList<int> ExpertsOnRank { get; init; }

    /// <summary>The plans whose counts were read.</summary>
    public required IReadOnlyList<PlanRecord> Plans { get; init; }

    /// <summary>The calls that succeeded, in their order.</summary>
    public required IReadOnlyList<StepRecord> Steps { get; init; }
}
