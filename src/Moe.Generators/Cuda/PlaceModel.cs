namespace Moe.Generators.Cuda;

/// <summary>The C# place that a line of a unit's text came from; both lines count from 1.</summary>
/// <param name="CudaLine">The line of the unit's text.</param>
/// <param name="File">The C# file, as <see cref="SymbolFile"/> names it.</param>
/// <param name="Line">The line there.</param>
internal sealed record PlaceModel(int CudaLine, string File, int Line);
