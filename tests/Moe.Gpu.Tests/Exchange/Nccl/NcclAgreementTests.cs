using Moe.Conformance;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange.Nccl;

/// <inheritdoc/>
[TestClass]
public sealed class NcclAgreementTests : AgreementTests
{
    protected override int Several => Gpus.SeveralJoined;

    protected override RankGroup CreateGroup(int ranks) => Gpus.Joined(ranks);
}
