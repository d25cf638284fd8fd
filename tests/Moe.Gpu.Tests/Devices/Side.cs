using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>From which end a table is read.</summary>
[Device]
public enum Side
{
    /// <summary>From its first entry on.</summary>
    Front,

    /// <summary>From its last entry back.</summary>
    Back,
}
