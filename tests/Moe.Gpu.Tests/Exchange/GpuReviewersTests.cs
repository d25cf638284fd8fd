using Moe.Conformance;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange;

/// <inheritdoc/>
[TestClass]
public sealed class GpuReviewersTests : ReviewersTests
{
    protected override RankGroup CreateGroup(int ranks) => RankGroup.SharedGpus(ranks);
}
