namespace Moe.Runtime.Tests.Exchange.Properties;

/// <inheritdoc/>
[TestClass]
public sealed class HalfExchangeProperties : ExchangeProperties<Half>
{
    // 11 bits of significand, rounded to nearest.
    protected override double UnitRoundoff => 1.0 / (1 << 11);

    // Subnormals are 2^-24 apart.
    protected override double Underflow => 1.0 / (1 << 25);
}
