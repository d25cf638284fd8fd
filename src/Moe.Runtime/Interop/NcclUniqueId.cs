using System.Runtime.InteropServices;

namespace Moe.Runtime.Interop;

/// <summary>
/// What the ranks of a communicator find one another by; NCCL's <c>ncclUniqueId</c>, passed by value.
/// </summary>
internal unsafe struct NcclUniqueId
{
    /// <summary>Its size.</summary>
    public const int Bytes = 128;

    private fixed byte _internal[Bytes];

    /// <summary>Its bytes, to be sent to the other ranks.</summary>
    public readonly byte[] ToArray() => MemoryMarshal.AsBytes(new ReadOnlySpan<NcclUniqueId>(in this)).ToArray();

    /// <summary>The one that another rank sent.</summary>
    public static NcclUniqueId Of(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<NcclUniqueId>(bytes);
}
