using Moe.Conformance;
using Moe.Runtime;

namespace Moe.Gpu.Tests.Exchange.Nccl;

/// <inheritdoc/>
[TestClass]
public sealed class NcclSourceDocumentTests : SourceDocumentTests
{
    protected override RankGroup CreateGroup(int ranks) => Gpus.Joined(ranks);
}
