using Moe.Dsl;

namespace Moe.Gpu.Tests.Devices;

/// <summary>An argument whose fields have gaps between them.</summary>
[Device]
public readonly partial record struct Affine(byte Shift, double Scale, bool Negate, int Offset);
