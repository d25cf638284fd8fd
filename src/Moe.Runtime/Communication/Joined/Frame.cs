using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Moe.Runtime;

/// <summary>What joined ranks say to one another, through the hub.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="From">The rank that says it, or that it is about.</param>
/// <param name="To">The rank that it is for, or <see cref="All"/>.</param>
/// <param name="Number">By kind.</param>
/// <param name="Text">By kind.</param>
/// <param name="Payload">By kind.</param>
internal readonly record struct Frame(
    FrameKind Kind,
    int From,
    int To = Frame.All,
    long Number = 0,
    string Text = "",
    ReadOnlyMemory<byte> Payload = default)
{
    /// <summary>All ranks but the one that says it.</summary>
    public const int All = -1;

    /// <summary>The most bytes a payload can have: those of an array, less what stands before it.</summary>
    public static int MaxPayload => Array.MaxLength - (1 << 20);

    // length of what follows, kind, from, to, number, length of the text; then text and payload.
    private const int HeadBytes = 4 + 1 + 4 + 4 + 8 + 4;

    /// <summary>Writes all but the payload, which follows as it is.</summary>
    public void WriteHead(ArrayBufferWriter<byte> buffer)
    {
        int textBytes = Encoding.UTF8.GetByteCount(Text);
        var head = buffer.GetSpan(HeadBytes + textBytes);
        BinaryPrimitives.WriteInt32LittleEndian(head, HeadBytes - 4 + textBytes + Payload.Length);
        head[4] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], From);
        BinaryPrimitives.WriteInt32LittleEndian(head[9..], To);
        BinaryPrimitives.WriteInt64LittleEndian(head[13..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(head[21..], textBytes);
        Encoding.UTF8.GetBytes(Text, head[HeadBytes..]);
        buffer.Advance(HeadBytes + textBytes);
    }

    /// <summary>Waits for the next frame.</summary>
    /// <exception cref="EndOfStreamException">There is none, or not a whole one.</exception>
    /// <exception cref="IOException">The connection has failed, or what came is no frame.</exception>
    public static Frame Read(Stream stream)
    {
        Span<byte> length = stackalloc byte[4];
        stream.ReadExactly(length);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes < HeadBytes - 4 || bytes > Array.MaxLength)
            throw new InvalidDataException($"A frame of {bytes} bytes is none.");
        byte[] body = GC.AllocateUninitializedArray<byte>(bytes);
        stream.ReadExactly(body);
        var head = body.AsSpan();
        int textBytes = BinaryPrimitives.ReadInt32LittleEndian(head[17..]);
        if (textBytes < 0 || textBytes > bytes - (HeadBytes - 4))
            throw new InvalidDataException($"A frame of {bytes} bytes with a text of {textBytes} is none.");
        return new Frame(
            (FrameKind)head[0],
            BinaryPrimitives.ReadInt32LittleEndian(head[1..]),
            BinaryPrimitives.ReadInt32LittleEndian(head[5..]),
            BinaryPrimitives.ReadInt64LittleEndian(head[9..]),
            Encoding.UTF8.GetString(head.Slice(HeadBytes - 4, textBytes)),
            body.AsMemory(HeadBytes - 4 + textBytes));
    }
}
