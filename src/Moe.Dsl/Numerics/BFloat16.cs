using System.Globalization;

namespace Moe.Dsl;

/// <summary>
/// The bfloat16 format: a float's sign and 8-bit exponent with 7 bits of fraction. It stores; sums and products are
/// made in float. Conversion from float rounds to nearest, ties to even; every NaN becomes a quiet NaN.
/// </summary>
[Intrinsic("BFloat16.cuh")]
public readonly struct BFloat16 : IDeviceType, IEquatable<BFloat16>
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    CudaType IDeviceType.CudaType => new("moe::BFloat16", CudaPrelude.Header("BFloat16.cuh"));

    /// <summary>The value with these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The bits of a value.</summary>
    public static ushort ToBits(BFloat16 value) => value._bits;

    /// <summary>Rounds to nearest, ties to even.</summary>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x7fffffff) > 0x7f800000
            ? new BFloat16(0x7fff)
            : new BFloat16((ushort)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>Exact.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    /// <summary>Compares as float does: NaN equals nothing, and zeros are equal.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Compares as float does.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
