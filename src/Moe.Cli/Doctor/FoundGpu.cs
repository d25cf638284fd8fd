namespace Moe.Cli;

/// <summary>A GPU that the driver shows this process.</summary>
/// <param name="Ordinal">Which of them, from 0.</param>
/// <param name="Name">Such as <c>NVIDIA H200</c>.</param>
/// <param name="Architecture">Such as <c>sm_90</c>.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="Multiprocessors">How many multiprocessors it has.</param>
/// <param name="BusId">Its place on the PCI bus, such as <c>0000:19:00.0</c>.</param>
/// <param name="NvLinks">How many of its NVLinks are up; null where that is not told.</param>
internal sealed record FoundGpu(
    int Ordinal, string Name, string Architecture, long MemoryBytes, int Multiprocessors, string BusId, int? NvLinks);
