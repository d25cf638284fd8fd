using Moe.Dsl;

namespace Moe.Runtime.Tests.Exchange.Properties;

/// <inheritdoc/>
[TestClass]
public sealed class BFloat16ExchangeProperties : ExchangeProperties<BFloat16>
{
    // 8 bits of significand, rounded to nearest.
    protected override double UnitRoundoff => 1.0 / 256;
}
