namespace Moe.Dsl;

/// <summary>
/// What the caches of a GPU are told of a store to the device's memory. PTX ISA, "Cache Operators".
/// </summary>
[Intrinsic("Pack.cuh")]
public enum StoreHint
{
    /// <summary>Nothing (<c>st</c>).</summary>
    Cached,

    /// <summary>It is not read soon: the first to be evicted (<c>st.cs</c>).</summary>
    Streaming,

    /// <summary>It is kept in the GPU's cache alone (<c>st.cg</c>).</summary>
    Global,
}
