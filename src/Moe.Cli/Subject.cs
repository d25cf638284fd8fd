namespace Moe.Cli;

/// <summary>What was asked for by name.</summary>
/// <param name="Source">Its CUDA C++ and all that needs.</param>
/// <param name="Kernels">What of it can be compiled.</param>
internal sealed record Subject(Func<string> Source, Func<IReadOnlyList<KernelInstance>> Kernels);
