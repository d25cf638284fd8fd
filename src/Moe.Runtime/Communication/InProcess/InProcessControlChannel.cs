namespace Moe.Runtime;

/// <summary>The control channel of a rank that is a thread of this process.</summary>
internal sealed class InProcessControlChannel(int rank, InProcessGathering gathering) : IControlChannel
{
    public byte[][] AllGather(string step, ReadOnlySpan<byte> payload) => gathering.AllGather(rank, step, payload);
}
