namespace Moe.Runtime;

/// <summary>
/// The last uses of one grain of memory. Uses by several threads at once are kept in pairs, by their number in
/// <see cref="UsePairs"/>; 0 is none.
/// </summary>
internal struct ShadowCell
{
    /// <summary>The last plain write.</summary>
    public MemoryUse Write;

    /// <summary>Plain reads.</summary>
    public int Reads;

    /// <summary>Atomic reads.</summary>
    public int AtomicReads;

    /// <summary>Atomic writes and updates.</summary>
    public int AtomicWrites;
}
