namespace Moe.Cli;

/// <summary>What the way between two GPUs leads over, best first; the words are those of <c>nvidia-smi topo</c>.</summary>
internal enum LinkPath
{
    /// <summary>NVLink, with or without a switch.</summary>
    NvLink,

    /// <summary>PIX: at most one PCIe bridge.</summary>
    Bridge,

    /// <summary>PXB: several PCIe bridges, and no host bridge.</summary>
    Bridges,

    /// <summary>PHB: a PCIe host bridge, mostly the processor's.</summary>
    HostBridge,

    /// <summary>NODE: several host bridges of one NUMA node.</summary>
    Node,

    /// <summary>SYS: from one NUMA node to another.</summary>
    System,

    /// <summary>Not told.</summary>
    Unknown,
}
