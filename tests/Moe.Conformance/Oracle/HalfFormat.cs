namespace Moe.Conformance.Oracle;

/// <summary>
/// IEEE 754's binary16, read from its definition and rounded by comparing the two neighbours that can be stored.
/// </summary>
public sealed class HalfFormat : ElementFormat<Half>
{
    private const ushort Infinite = 0x7c00;

    /// <inheritdoc/>
    public override float Widen(Half value)
    {
        ushort bits = BitConverter.HalfToUInt16Bits(value);
        int magnitude = bits & 0x7fff;
        float sign = bits > 0x7fff ? -1f : 1f;
        return magnitude switch
        {
            > Infinite => float.NaN,
            Infinite => sign * float.PositiveInfinity,
            _ => (float)(sign * Magnitude(magnitude)),
        };
    }

    /// <inheritdoc/>
    public override Half Round(float value)
    {
        if (float.IsNaN(value))
            return BitConverter.UInt16BitsToHalf(0x7e00);
        double size = Math.Abs((double)value);

        // The greatest bits whose value is no greater: values rise with their bits.
        int below = 0;
        int above = Infinite;
        while (above - below > 1)
        {
            int middle = (below + above) / 2;
            (below, above) = Magnitude(middle) <= size ? (middle, above) : (below, middle);
        }

        double down = size - Magnitude(below);
        double up = Magnitude(above) - size;
        int nearest = up < down || (up == down && (above & 1) == 0) ? above : below;
        return BitConverter.UInt16BitsToHalf((ushort)(nearest | (float.IsNegative(value) ? 0x8000 : 0)));
    }

    /// <inheritdoc/>
    public override uint Bits(Half value) => BitConverter.HalfToUInt16Bits(value);

    // The bits of infinity are read as 2^16, which is as far from the largest half as its other neighbour.
    private static double Magnitude(int bits)
    {
        int exponent = bits >> 10;
        double fraction = (bits & 0x3ff) / 1024.0;
        return exponent == 0 ? fraction * Math.Pow(2, -14) : (1 + fraction) * Math.Pow(2, exponent - 15);
    }
}
