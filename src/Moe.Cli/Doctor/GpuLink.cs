namespace Moe.Cli;

/// <summary>How two GPUs are joined.</summary>
/// <param name="First">The lower ordinal.</param>
/// <param name="Second">The higher one.</param>
/// <param name="Path">What the shortest way leads over.</param>
/// <param name="IsPeer">Whether each reaches the other's memory directly.</param>
internal sealed record GpuLink(int First, int Second, LinkPath Path, bool IsPeer);
