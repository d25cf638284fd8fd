using System.Text;

namespace Moe.Runtime;

/// <summary>A <see cref="RankFault"/> as other processes are told of it.</summary>
internal static class FaultFrame
{
    public static Frame Of(RankFault fault, int from)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write((byte)fault.Kind);
            writer.Write(fault.Ranks.Count);
            foreach (int rank in fault.Ranks)
                writer.Write(rank);
            writer.Write(fault.Step);
            writer.Write(fault.Message);
            writer.Write(fault.Cause?.GetType().ToString() ?? "");
            writer.Write(fault.Cause?.ToString() ?? "");
        }

        return new Frame(FrameKind.Fault, from, Payload: bytes.ToArray());
    }

    public static RankFault Read(in Frame frame)
    {
        using var bytes = new MemoryStream(frame.Payload.ToArray());
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        var kind = (RankFaultKind)reader.ReadByte();
        int[] ranks = new int[reader.ReadInt32()];
        for (int i = 0; i < ranks.Length; i++)
            ranks[i] = reader.ReadInt32();
        string step = reader.ReadString();
        string message = reader.ReadString();
        string type = reader.ReadString();
        string details = reader.ReadString();
        var cause = type.Length == 0 ? null : new RemoteErrorException(type, message, details);
        return new RankFault(kind, ranks, step, message, cause);
    }
}
