namespace Moe.Dsl;

/// <summary>What a kernel's thread does to a place in memory.</summary>
public enum MemoryAccess
{
    /// <summary>Reads it.</summary>
    Read,

    /// <summary>Writes it.</summary>
    Write,

    /// <summary>Reads it, then writes it; others may come between.</summary>
    Update,

    /// <summary>Hands a reference to it on: what follows is not seen.</summary>
    Hand,

    /// <summary>Reads it, indivisibly.</summary>
    AtomicRead,

    /// <summary>Writes it, indivisibly, without regard for what was there.</summary>
    AtomicWrite,

    /// <summary>Reads and writes it, indivisibly.</summary>
    AtomicUpdate,
}
