using System.Globalization;

namespace Moe.Dsl;

/// <summary>
/// The 8-bit format E5M2 of the Open Compute Project: a sign, 5 bits of exponent and 2 of fraction, as a
/// <see cref="Half"/>'s upper byte. It stores; sums and products are made in float. Conversion from float rounds to nearest,
/// ties to even, and saturates: what is beyond 57344, infinity too, becomes 57344, and every NaN one NaN.
/// </summary>
/// <remarks>OCP 8-bit Floating Point Specification (OFP8), revision 1.0; PTX <c>cvt.rn.satfinite.e5m2x2.f32</c>.</remarks>
[Intrinsic("Float8.cuh")]
public readonly struct Float8E5M2 : IDeviceType, IEquatable<Float8E5M2>
{
    private const byte NaN = 0x7f;
    private const byte Largest = 0x7b;

    private readonly byte _bits;

    private Float8E5M2(byte bits) => _bits = bits;

    CudaType IDeviceType.CudaType => new("moe::Float8E5M2", CudaPrelude.Header("Float8.cuh"));

    /// <summary>The value with these bits.</summary>
    public static Float8E5M2 FromBits(byte bits) => new(bits);

    /// <summary>The bits of a value.</summary>
    public static byte ToBits(Float8E5M2 value) => value._bits;

    /// <summary>Rounds to nearest, ties to even, and saturates.</summary>
    public static explicit operator Float8E5M2(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint size = bits & 0x7fffffff;
        if (size > 0x7f800000)
            return new Float8E5M2(NaN);

        // Half a step up, with the even neighbour winning a tie; below the smallest normal, 2^-14, the sum with 2^7 has
        // the step of a subnormal, 2^-16.
        uint rounded = size switch
        {
            >= 0x47600000 => Largest,
            < 0x38800000 => BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(size) + 128f) - 0x43000000,
            _ => (size - 0x38000000 + 0xfffff + ((size >> 21) & 1)) >> 21,
        };
        return new Float8E5M2((byte)(((bits >> 24) & 0x80) | rounded));
    }

    /// <summary>Exact.</summary>
    public static implicit operator float(Float8E5M2 value)
        => (float)BitConverter.UInt16BitsToHalf((ushort)(value._bits << 8));

    /// <summary>Compares as float does: NaN equals nothing, and zeros are equal.</summary>
    public static bool operator ==(Float8E5M2 left, Float8E5M2 right) => (float)left == (float)right;

    /// <summary>Compares as float does.</summary>
    public static bool operator !=(Float8E5M2 left, Float8E5M2 right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Float8E5M2 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Float8E5M2 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
