using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>An argument that holds a table.</summary>
[Device]
public readonly partial record struct Lookup(DeviceView<int> Table, Side Side);
