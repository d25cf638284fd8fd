namespace Moe.Runtime.Tests.Exchange.Properties;

/// <inheritdoc/>
[TestClass]
public sealed class SingleExchangeProperties : ExchangeProperties<float>
{
    // Nothing is rounded.
    protected override double UnitRoundoff => 0;
}
