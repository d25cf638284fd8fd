namespace Moe.Dsl;

/// <summary>
/// What the caches of a GPU are told of a load from the device's memory; the value is the same. PTX ISA, "Cache Operators".
/// </summary>
[Intrinsic("Pack.cuh")]
public enum LoadHint
{
    /// <summary>Nothing: it is kept in every cache (<c>ld</c>).</summary>
    Cached,

    /// <summary>It is read once: the first to be evicted (<c>ld.cs</c>).</summary>
    Streaming,

    /// <summary>It is kept in the GPU's cache alone, where all blocks see it (<c>ld.cg</c>).</summary>
    Global,

    /// <summary>Nobody writes it while the kernel runs (<c>ld.nc</c>). If somebody does, the value is unspecified.</summary>
    ReadOnly,
}
