using Moe.Conformance;

namespace Moe.Gpu.Tests.Communication;

/// <inheritdoc/>
[TestClass]
public sealed class GpuRankProcessTests : RankProcessTests
{
    protected override int Ranks => Gpus.Enough(2);

    protected override string DeviceKind => "gpu";
}
