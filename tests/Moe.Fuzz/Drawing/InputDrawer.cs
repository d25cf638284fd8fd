using Moe.Fuzz.Types;

namespace Moe.Fuzz.Drawing;

/// <summary>Draws a case's memory: edges, small numbers, and any bits.</summary>
internal static class InputDrawer
{
    private static readonly double[] Edges =
    [
        0, 1, 0.5, 1.5, 2.5, 127.5, 255.5, 32768, 65536, 16777217, 2147483647, 2147483648, 4294967295, 4294967296,
        9007199254740993, 9223372036854775807, 18446744073709551615, 1e-45, 1e-39, 3.5e38, 1e300, 0.1, 3,
    ];

    /// <summary>[CaseMemory.Bytes].</summary>
    public static byte[] Memory(ulong seed, long number)
    {
        var draw = new Draw(~seed, number);
        var memory = new byte[CaseMemory.Bytes];
        foreach (var type in NumberTypes.All)
        {
            var span = memory.AsSpan(CaseMemory.OffsetOf(type));
            for (int i = 0; i < CaseMemory.Span; i++)
                type.Write(span, i, Bits(type, draw) & type.AllBits);
        }

        return memory;
    }

    private static ulong Bits(NumberType type, Draw draw) => type.Kind switch
    {
        NumberKind.Truth => (ulong)draw.Between(0, 1),
        NumberKind.Whole => Whole(type, draw),
        NumberKind.Floating when draw.Chance(0.5) => Floating(type, (draw.Chance(0.5) ? 1 : -1) * draw.OneOf(Edges)),
        NumberKind.Floating when draw.Chance(0.4) => Floating(type, draw.Between(-1000, 1000) / 8.0),
        _ => draw.Between(0, 7) switch
        {
            0 => draw.OneOf(type.Greatest, type.SignBit | type.Greatest, type.Greatest + 1, type.Greatest - 1),
            1 => draw.OneOf<ulong>(0, type.SignBit, 1, type.SignBit | 1),
            _ => draw.Bits(),
        },
    };

    private static ulong Whole(NumberType type, Draw draw) => draw.Between(0, 4) switch
    {
        0 => draw.OneOf<ulong>(0, 1, type.AllBits, type.SignBit, type.SignBit - 1, type.SignBit + 1),
        1 => draw.Bits(),
        2 => 1UL << draw.Between(0, 63),
        _ => (ulong)(long)draw.Between(type.IsSigned ? -20 : 0, 100),
    };

    private static ulong Floating(NumberType type, double value) => type == NumberTypes.Float
        ? BitConverter.SingleToUInt32Bits((float)value)
        : BitConverter.DoubleToUInt64Bits(value);
}
