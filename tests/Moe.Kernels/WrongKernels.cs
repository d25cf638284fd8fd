namespace Moe.Kernels;

/// <summary>Kernels that are wrong, each in its own way.</summary>
public static class WrongKernels
{
    /// <summary>All of them. What only a diagnostic finds does not compile, and is not here.</summary>
    public static IReadOnlyList<WrongKernel> All { get; } =
    [
        .. Indices.All, .. Arithmetic.All, .. Barriers.All, .. SharedRaces.All, .. Unwritten.All, .. DeviceRaces.All,
        .. Waits.All, .. Unseen.All,
    ];
}
