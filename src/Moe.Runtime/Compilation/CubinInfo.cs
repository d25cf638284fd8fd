using System.Buffers.Binary;
using System.Text;

namespace Moe.Runtime.Compilation;

/// <summary>Reads what a kernel takes up out of machine code.</summary>
/// <remarks>
/// A cubin is a 64-bit little-endian ELF file. Section <c>.nv.info</c> is a list of attributes; those read here pair a
/// symbol with a number. Static shared memory is the size of section <c>.nv.shared.KERNEL</c>.
/// </remarks>
internal static class CubinInfo
{
    private const byte SizedFormat = 0x04;
    private const byte FrameSizeAttribute = 0x11;
    private const byte RegisterCountAttribute = 0x2f;

    // From sm_90 on, the section also holds 1 KB of the driver's own.
    private const int FirstReservingArchitecture = 90;
    private const int ReservedSharedBytes = 1024;

    /// <summary>What a kernel takes up.</summary>
    /// <param name="cubin">The machine code.</param>
    /// <param name="loweredName">The kernel's name in it.</param>
    /// <param name="architecture">What the machine code was made for, such as <c>sm_90</c>.</param>
    /// <exception cref="InvalidDataException">It does not hold the kernel, or is no cubin.</exception>
    public static KernelResources Read(ReadOnlySpan<byte> cubin, string loweredName, string architecture)
    {
        try
        {
            var elf = new Elf(cubin);
            int symbol = elf.Symbol(loweredName);
            var attributes = elf.Section(".nv.info");
            return new KernelResources(
                Attribute(attributes, RegisterCountAttribute, symbol),
                SharedBytes(elf.SizeOf(".nv.shared." + loweredName), architecture),
                Attribute(attributes, FrameSizeAttribute, symbol));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException($"The machine code of {loweredName} is not a cubin as expected.", e);
        }
    }

    private static int SharedBytes(int sectionSize, string architecture)
        => sectionSize > 0 && GpuArchitecture.Number(architecture) >= FirstReservingArchitecture
            ? sectionSize - ReservedSharedBytes
            : sectionSize;

    // Each attribute is a format byte, a kind byte, and two bytes that are a value or the size of what follows.
    private static int Attribute(ReadOnlySpan<byte> attributes, byte kind, int symbol)
    {
        while (attributes.Length > 0)
        {
            bool sized = attributes[0] == SizedFormat;
            int size = sized ? BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) : 0;
            if (sized && attributes[1] == kind && Int32(attributes, 4) == symbol)
                return Int32(attributes, 8);
            attributes = attributes[(4 + size)..];
        }

        throw new InvalidDataException($"The machine code has no attribute 0x{kind:x2} for symbol {symbol}.");
    }

    private static int Int32(ReadOnlySpan<byte> bytes, int offset)
        => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    /// <summary>The little of ELF that is needed.</summary>
    private readonly ref struct Elf
    {
        private const int SectionHeaderBytes = 64;
        private const int SymbolBytes = 24;
        private const int NoBits = 8;

        private readonly ReadOnlySpan<byte> _file;
        private readonly ReadOnlySpan<byte> _headers;
        private readonly ReadOnlySpan<byte> _sectionNames;

        public Elf(ReadOnlySpan<byte> file)
        {
            if (!file.StartsWith("\u007fELF"u8))
                throw new InvalidDataException("The machine code is not an ELF file.");
            _file = file;
            int count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3c..]);
            int names = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3e..]);
            _headers = file.Slice(Int32(file, 0x28), count * SectionHeaderBytes);
            _sectionNames = Content(Header(names));
        }

        /// <summary>A section's content; empty where there is none of the name.</summary>
        public ReadOnlySpan<byte> Section(string name) => Find(name) is var header and >= 0 ? Content(header) : [];

        /// <summary>A section's size, in the file or not; 0 where there is none of the name.</summary>
        public int SizeOf(string name) => Find(name) is var header and >= 0 ? Int32(_headers, header + 32) : 0;

        /// <summary>The index of a symbol.</summary>
        public int Symbol(string name)
        {
            var symbols = Section(".symtab");
            var names = Section(".strtab");
            for (int i = 0; i < symbols.Length / SymbolBytes; i++)
            {
                if (IsAt(names, Int32(symbols, i * SymbolBytes), name))
                    return i;
            }

            throw new InvalidDataException($"The machine code has no {name}.");
        }

        private static int Header(int section) => section * SectionHeaderBytes;

        private static bool IsAt(ReadOnlySpan<byte> names, int offset, string name)
        {
            var text = names[offset..];
            return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]) == name;
        }

        private int Find(string name)
        {
            for (int header = 0; header < _headers.Length; header += SectionHeaderBytes)
            {
                if (IsAt(_sectionNames, Int32(_headers, header), name))
                    return header;
            }

            return -1;
        }

        private ReadOnlySpan<byte> Content(int header)
            => Int32(_headers, header + 4) == NoBits
                ? []
                : _file.Slice(Int32(_headers, header + 24), Int32(_headers, header + 32));
    }
}
