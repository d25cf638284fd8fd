using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>The CPU body of a method, and how it is declared.</summary>
/// <param name="Signature">All in front of the body.</param>
/// <param name="Waits">Whether it can wait for other threads, and so returns a task.</param>
/// <param name="Body">The body; null where it throws <paramref name="Problem"/>.</param>
/// <param name="Problem">Why there is no body.</param>
/// <param name="Row">Of a kernel that cannot wait: what it takes for a row of threads; otherwise null.</param>
internal sealed record CpuFunction(string Signature, bool Waits, CpuBody? Body, string Problem, RowModel? Row);

/// <summary>A CPU body that runs threads along x, one after another.</summary>
/// <param name="Parameters">The kernel's parameters. Each thread has its own, which it may change.</param>
internal sealed record RowModel(EquatableArray<ParameterModel> Parameters);
