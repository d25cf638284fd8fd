using Moe.Conformance;

namespace Moe.Runtime.Tests.Exchange;

/// <summary>The exchange's own kernels have no race and read nothing that nobody has written.</summary>
[TestClass]
public sealed class CpuWatchedRoundTripTests : RoundTripTests
{
    protected override RankGroup CreateGroup(int ranks) => RankGroup.Cpu(ranks, checkMemory: true);
}
