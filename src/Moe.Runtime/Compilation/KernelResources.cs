namespace Moe.Runtime.Compilation;

/// <summary>What a kernel takes up on a multiprocessor.</summary>
/// <param name="Registers">32-bit registers a thread.</param>
/// <param name="SharedBytes">Bytes of statically declared shared memory a block, without the driver's own.</param>
/// <param name="LocalBytes">Bytes of local memory a thread: its stack frame, spilled registers included.</param>
public sealed record KernelResources(int Registers, int SharedBytes, int LocalBytes);
