namespace Moe.Dsl;

/// <summary>A <see cref="SpecializeAttribute"/> parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CudaType">Its type in CUDA C++, such as <c>int</c>.</param>
public readonly record struct KernelConstant(string Name, string CudaType);
