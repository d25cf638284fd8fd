using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Moe.Runtime;

/// <summary>Keys are equal whose kernels are one object and whose values are equal.</summary>
internal sealed class KernelKeyComparer
    : IEqualityComparer<KernelKey>, IAlternateEqualityComparer<KernelQuery, KernelKey>
{
    public static KernelKeyComparer Instance { get; } = new();

    public bool Equals(KernelKey x, KernelKey y) => Equals(Query(x), y);

    public bool Equals(KernelQuery alternate, KernelKey other)
        => alternate.Definition == other.Definition && alternate.Constants.SequenceEqual(other.Constants);

    public int GetHashCode(KernelKey key) => GetHashCode(Query(key));

    public int GetHashCode(KernelQuery alternate)
    {
        var hash = new HashCode();
        hash.Add(RuntimeHelpers.GetHashCode(alternate.Definition));
        hash.AddBytes(MemoryMarshal.AsBytes(alternate.Constants));
        return hash.ToHashCode();
    }

    public KernelKey Create(KernelQuery alternate) => new(alternate.Definition, alternate.Constants.ToArray());

    private static KernelQuery Query(KernelKey key) => new(key.Definition, key.Constants);
}
