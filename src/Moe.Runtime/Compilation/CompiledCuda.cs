namespace Moe.Runtime.Compilation;

/// <summary>A compiled program.</summary>
public sealed class CompiledCuda
{
    /// <summary>Machine code, an ELF file.</summary>
    public required ReadOnlyMemory<byte> Cubin { get; init; }

    /// <summary>For each name expression, its name in <see cref="Cubin"/>.</summary>
    public required IReadOnlyDictionary<string, string> LoweredNames { get; init; }

    /// <summary>What the compiler said: warnings and the like, mostly empty.</summary>
    public required string Log { get; init; }

    /// <summary>The text between C++ and machine code, where it was asked for.</summary>
    public string? Ptx { get; init; }
}
