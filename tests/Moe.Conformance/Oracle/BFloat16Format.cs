using Moe.Dsl;

namespace Moe.Conformance.Oracle;

/// <summary>The upper half of a float, rounded by comparing the two neighbours that can be stored.</summary>
public sealed class BFloat16Format : ElementFormat<BFloat16>
{
    /// <inheritdoc/>
    public override float Widen(BFloat16 value) => Widen(BFloat16.ToBits(value));

    /// <inheritdoc/>
    public override BFloat16 Round(float value)
    {
        ushort towardsZero = (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
        if (float.IsNaN(value))
            return BFloat16.FromBits(0x7fc0);
        if (float.IsInfinity(value))
            return BFloat16.FromBits(towardsZero);

        // Of equal sign, the next bit pattern is the next value away from zero; past the largest it would be 2^128,
        // which a double holds and which stands for infinity.
        ushort away = (ushort)(towardsZero + 1);
        double below = Math.Abs((double)value - Widen(towardsZero));
        double above = Math.Abs(Magnitude(away) - Math.Abs((double)value));
        bool up = above < below || (above == below && (away & 1) == 0);
        return BFloat16.FromBits(up ? away : towardsZero);
    }

    /// <inheritdoc/>
    public override uint Bits(BFloat16 value) => BFloat16.ToBits(value);

    private static float Widen(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static double Magnitude(ushort bits)
        => (bits & 0x7fff) == 0x7f80 ? Math.Pow(2, 128) : Math.Abs((double)Widen(bits));
}
