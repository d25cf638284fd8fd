namespace Moe.Runtime.Tests.Joined;

/// <inheritdoc/>
[TestClass]
public sealed class RankProcessTests : Conformance.RankProcessTests
{
    protected override int Ranks => 3;

    protected override string DeviceKind => "cpu";
}
