namespace Moe.Runtime;

/// <summary>One send, or one receive, of a group.</summary>
internal readonly record struct Message(nint Data, long Bytes, int Peer, DeviceStream Stream);
