using Moe.Conformance;

namespace Moe.Runtime.Tests.Exchange;

/// <inheritdoc/>
[TestClass]
public sealed class CpuRandomTests : RandomTests
{
    protected override RankGroup CreateGroup(int ranks) => RankGroup.Cpu(ranks);
}
