using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Moe.Generators.Cuda.Lowering;

/// <summary>
/// What evaluating an expression reads and writes: memory as a whole, and each variable by itself. Two expressions may
/// trade places unless one writes what the other reads or writes.
/// </summary>
internal sealed record Effects(
    bool ReadsMemory, bool WritesMemory, ImmutableHashSet<ISymbol> Reads, ImmutableHashSet<ISymbol> Writes)
{
    private static readonly ImmutableHashSet<ISymbol> NoSymbols =
        ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    public static readonly Effects None = new(false, false, NoSymbols, NoSymbols);

    public static readonly Effects ReadMemory = None with { ReadsMemory = true };

    public static readonly Effects WriteMemory = None with { ReadsMemory = true, WritesMemory = true };

    public static Effects Read(ISymbol variable) => None with { Reads = NoSymbols.Add(variable) };

    public static Effects Write(ISymbol variable) => None with { Writes = NoSymbols.Add(variable) };

    /// <summary>Whether something is different behind it.</summary>
    public bool ChangesAnything => WritesMemory || !Writes.IsEmpty;

    public Effects And(Effects other)
    {
        if (other == None)
            return this;
        return this == None
            ? other
            : new Effects(
                ReadsMemory || other.ReadsMemory,
                WritesMemory || other.WritesMemory,
                Reads.Union(other.Reads),
                Writes.Union(other.Writes));
    }

    public bool ConflictsWith(Effects other) => Disturbs(other) || other.Disturbs(this);

    private bool Disturbs(Effects other)
        => WritesMemory && (other.ReadsMemory || other.WritesMemory)
            || Writes.Overlaps(other.Reads) || Writes.Overlaps(other.Writes);
}
