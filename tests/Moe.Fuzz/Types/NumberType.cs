namespace Moe.Fuzz.Types;

/// <summary>A type that memory is made of.</summary>
/// <param name="Name">As C# spells it.</param>
/// <param name="Cuda">As CUDA C++ spells it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Kind">What can be done with it.</param>
/// <param name="IsSigned">Whether it has negative values.</param>
/// <param name="Greatest">
/// Of those that have NaN: the bits of the greatest magnitude that is none, such as infinity's.
/// </param>
/// <param name="Widens">Of stored ones: whether C# converts it to float unasked.</param>
internal sealed record NumberType(
    string Name, string Cuda, int Bytes, NumberKind Kind, bool IsSigned = false, ulong Greatest = 0, bool Widens = false)
    : IValueType
{
    /// <summary>The name of spans of it.</summary>
    public string Area { get; } = char.ToLowerInvariant(Name[0]) + Name[1..] + "s";

    /// <summary>Whether C# computes with it as int.</summary>
    public bool IsSmall => Kind == NumberKind.Whole && Bytes < 4;

    /// <summary>The bit of the sign.</summary>
    public ulong SignBit => 1UL << (8 * Bytes - 1);

    /// <summary>Every bit.</summary>
    public ulong AllBits => SignBit | (SignBit - 1);

    /// <summary>Whether bits stand for NaN.</summary>
    public bool IsNaN(ulong bits) => Greatest != 0 && (bits & (SignBit - 1)) > Greatest;

    /// <summary>The bits of an element in memory.</summary>
    public ulong Read(ReadOnlySpan<byte> memory, int index)
    {
        ulong bits = 0;
        for (int i = Bytes - 1; i >= 0; i--)
            bits = bits << 8 | memory[index * Bytes + i];
        return bits;
    }

    /// <summary>Sets an element in memory to these bits.</summary>
    public void Write(Span<byte> memory, int index, ulong bits)
    {
        for (int i = 0; i < Bytes; i++)
            memory[index * Bytes + i] = (byte)(bits >> (8 * i));
    }

    /// <summary>A value with these bits, to read.</summary>
    public string Show(ulong bits) => Kind switch
    {
        NumberKind.Truth => bits == 0 ? "false" : bits == 1 ? "true" : $"bool 0x{bits:x}",
        NumberKind.Whole => IsSigned ? $"{(long)(bits << (64 - 8 * Bytes)) >> (64 - 8 * Bytes)}" : $"{bits}",
        NumberKind.Floating when Bytes == 4 => $"{BitConverter.UInt32BitsToSingle((uint)bits):R} (0x{bits:x8})",
        NumberKind.Floating => $"{BitConverter.UInt64BitsToDouble(bits):R} (0x{bits:x16})",
        _ => $"0x{bits:x}",
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
