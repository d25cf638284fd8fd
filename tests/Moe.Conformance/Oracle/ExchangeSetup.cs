using Moe.Runtime;

namespace Moe.Conformance.Oracle;

/// <summary>The shape of an exchange, of all ranks together.</summary>
public sealed record ExchangeSetup
{
    /// <summary>R.</summary>
    public required int Ranks { get; init; }

    /// <summary>E.</summary>
    public required int Experts { get; init; }

    /// <summary>K.</summary>
    public int TopK { get; init; } = 1;

    /// <summary>H.</summary>
    public int Hidden { get; init; } = 4;

    /// <summary>[R] the experts on each rank; null where each has E / R.</summary>
    public IReadOnlyList<int>? LocalExperts { get; init; }

    /// <summary>How rows are laid out.</summary>
    public ExpertLayout Layout { get; init; }

    /// <summary>What the first row of each expert is a multiple of.</summary>
    public int Alignment { get; init; } = 1;

    /// <summary>L on one rank.</summary>
    public int LocalExpertsOf(int rank) => LocalExperts?[rank] ?? Experts / Ranks;

    /// <summary>What one rank asks of the product.</summary>
    public ExchangeOptions OptionsOf(int rank) => new()
    {
        Experts = Experts,
        TopK = TopK,
        Hidden = Hidden,
        LocalExperts = LocalExperts?[rank],
        Layout = Layout,
        ExpertAlignment = Alignment,
    };

    /// <inheritdoc/>
    public override string ToString()
        => $"R {Ranks}, E {Experts}, K {TopK}, H {Hidden}, {Layout}, alignment {Alignment}"
            + (LocalExperts is null ? "" : $", L {string.Join(' ', LocalExperts)}");
}
