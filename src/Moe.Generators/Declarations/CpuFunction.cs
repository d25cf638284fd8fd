using Moe.Generators.Cpu;

namespace Moe.Generators.Declarations;

/// <summary>The CPU body of a method, and how it is declared.</summary>
/// <param name="Signature">All in front of the body.</param>
/// <param name="Waits">Whether it can wait for other threads, and so returns a task.</param>
/// <param name="Body">The body; null where it throws <paramref name="Problem"/>.</param>
/// <param name="Problem">Why there is no body.</param>
internal sealed record CpuFunction(string Signature, bool Waits, CpuBody? Body, string Problem);
