namespace Moe.Runtime.Compilation;

/// <summary>Registers that did not fit and went to local memory.</summary>
/// <param name="StoreBytes">Bytes stored by a thread, counted in the code.</param>
/// <param name="LoadBytes">Bytes loaded by a thread, counted in the code.</param>
public sealed record KernelSpills(int StoreBytes, int LoadBytes);
