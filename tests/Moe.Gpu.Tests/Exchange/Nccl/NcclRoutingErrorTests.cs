using Moe.Conformance;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange.Nccl;

/// <inheritdoc/>
[TestClass]
public sealed class NcclRoutingErrorTests : RoutingErrorTests
{
    protected override RankGroup CreateGroup(int ranks) => Gpus.Joined(ranks);
}
