namespace Moe.Dsl;

/// <summary>Whose memory a span is of, and with that, what the CPU device watches of it.</summary>
public enum MemorySpace
{
    /// <summary>Indices are checked, and nothing else.</summary>
    Unwatched,

    /// <summary>A block's shared memory.</summary>
    Shared,

    /// <summary>A device's memory, where the device was made to watch it.</summary>
    Device,
}
