using System.Globalization;

namespace Moe.Dsl;

/// <summary>
/// The 8-bit format E4M3 of the Open Compute Project: a sign, 4 bits of exponent and 3 of fraction. Its largest value is
/// 448; it has no infinity. It stores; sums and products are made in float. Conversion from float rounds to nearest, ties
/// to even, and saturates: what is beyond 448, infinity too, becomes 448, and every NaN one NaN.
/// </summary>
/// <remarks>OCP 8-bit Floating Point Specification (OFP8), revision 1.0; PTX <c>cvt.rn.satfinite.e4m3x2.f32</c>.</remarks>
[Intrinsic("Float8.cuh")]
public readonly struct Float8E4M3 : IDeviceType, IEquatable<Float8E4M3>
{
    private const byte NaN = 0x7f;
    private const byte Largest = 0x7e;
    private const float TwoToThe120 = 1329227995784915872903807060280344576f;

    private readonly byte _bits;

    private Float8E4M3(byte bits) => _bits = bits;

    CudaType IDeviceType.CudaType => new("moe::Float8E4M3", CudaPrelude.Header("Float8.cuh"));

    /// <summary>The value with these bits.</summary>
    public static Float8E4M3 FromBits(byte bits) => new(bits);

    /// <summary>The bits of a value.</summary>
    public static byte ToBits(Float8E4M3 value) => value._bits;

    /// <summary>Rounds to nearest, ties to even, and saturates.</summary>
    public static explicit operator Float8E4M3(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint size = bits & 0x7fffffff;
        if (size > 0x7f800000)
            return new Float8E4M3(NaN);

        // Half a step up, with the even neighbour winning a tie; below the smallest normal, 2^-6, the sum with 2^14 has
        // the step of a subnormal, 2^-9.
        uint rounded = size switch
        {
            >= 0x43e00000 => Largest,
            < 0x3c800000 => BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(size) + 16384f) - 0x46800000,
            _ => (size - 0x3c000000 + 0x7ffff + ((size >> 20) & 1)) >> 20,
        };
        return new Float8E4M3((byte)(((bits >> 24) & 0x80) | rounded));
    }

    /// <summary>Exact.</summary>
    public static implicit operator float(Float8E4M3 value)
    {
        int size = value._bits & 0x7f;
        if (size == NaN)
            return float.NaN;

        // The bits are a float's whose exponent counts from another bias, 127 - 7 less.
        float magnitude = BitConverter.Int32BitsToSingle(size << 20) * TwoToThe120;
        return (value._bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    /// <summary>Compares as float does: NaN equals nothing, and zeros are equal.</summary>
    public static bool operator ==(Float8E4M3 left, Float8E4M3 right) => (float)left == (float)right;

    /// <summary>Compares as float does.</summary>
    public static bool operator !=(Float8E4M3 left, Float8E4M3 right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Float8E4M3 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Float8E4M3 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
