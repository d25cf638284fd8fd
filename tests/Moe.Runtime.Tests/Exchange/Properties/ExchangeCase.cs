using Moe.Conformance.Oracle;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <summary>A case: an exchange's shape, and how the batches that it carries are drawn.</summary>
/// <param name="Setup">The shape.</param>
/// <param name="Tokens">[R] T of each rank.</param>
/// <param name="Load">How choices are spread.</param>
/// <param name="Seed">What tables, choices, weights and rows are drawn from.</param>
internal sealed record ExchangeCase(ExchangeSetup Setup, int[] Tokens, ExchangeLoad Load, int Seed)
{
    /// <summary>The same case in a layout.</summary>
    public ExchangeCase In(ExpertLayout layout) => this with { Setup = Setup with { Layout = layout } };

    /// <inheritdoc/>
    public override string ToString() => $"{Setup}, T {string.Join(' ', Tokens)}, {Load}, seed {Seed}";
}
