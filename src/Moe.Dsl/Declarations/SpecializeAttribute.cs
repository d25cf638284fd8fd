namespace Moe.Dsl;

/// <summary>
/// Makes a kernel's parameter (int, long, bool or an enum) a compile-time constant of the CUDA program: a template
/// argument, known to NVRTC when the kernel is compiled for it. On the CPU device it is an ordinary parameter.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SpecializeAttribute : Attribute;
