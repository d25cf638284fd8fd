namespace Moe.Runtime.Compilation;

/// <summary>A compiled kernel with what its author may want to know of it.</summary>
/// <param name="Kernel">The kernel, its source, machine code, registers, shared and local bytes.</param>
/// <param name="Ptx">The text between C++ and machine code.</param>
/// <param name="Spills">Registers that did not fit.</param>
public sealed record KernelInspection(CompiledKernel Kernel, string Ptx, KernelSpills Spills);
