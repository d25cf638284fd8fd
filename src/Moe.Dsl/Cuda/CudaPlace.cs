namespace Moe.Dsl;

/// <summary>The C# place that a line of CUDA text came from.</summary>
/// <param name="CudaLine">The line of the CUDA text, from 1.</param>
/// <param name="File">
/// The C# file: relative to its project; as in debugging symbols, where the project sets MoeLineInfo.
/// </param>
/// <param name="Line">The line there, from 1.</param>
public readonly record struct CudaPlace(int CudaLine, string File, int Line);
