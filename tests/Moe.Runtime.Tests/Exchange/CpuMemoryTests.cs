using Moe.Conformance;

namespace Moe.Runtime.Tests.Exchange;

/// <inheritdoc/>
[TestClass]
public sealed class CpuMemoryTests : MemoryTests
{
    protected override RankGroup CreateGroup(int ranks) => RankGroup.Cpu(ranks);
}
